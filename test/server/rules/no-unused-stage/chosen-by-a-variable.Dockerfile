ARG VARIANT=slim
FROM alpine:3.23 AS build-slim
FROM alpine:3.23 AS build-full
FROM build-${VARIANT}
ARG TARGETARCH
RUN --mount=from=$TARGETARCH,target=/in true
