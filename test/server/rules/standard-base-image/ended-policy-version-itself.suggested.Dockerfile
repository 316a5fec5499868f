# want standard-base-image: ^Node\.js 20 has had no security fixes since 2026-04: move to Node\.js 24, supported until 2028-04\.$
FROM node:24
