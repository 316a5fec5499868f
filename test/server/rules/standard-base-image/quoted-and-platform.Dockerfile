# want standard-base-image: Node\.js 22 is behind
FROM --platform=$BUILDPLATFORM "node:22-alpine" as build
