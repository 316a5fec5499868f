# want standard-base-image: ^Node\.js 18 .*since 2025-04: move to Node\.js 24, .*the policy names Node\.js 20, which ended in 2026-04, so 24 stands in\.$
FROM node:18-alpine
RUN apk add --no-cache git
