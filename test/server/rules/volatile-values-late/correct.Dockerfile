# Values of the first lines are seen by FROM only.
ARG GIT_SHA
ARG BUILD_DATE=unknown
FROM debian:13-slim AS tools
# A version of a tool is pinned here, and a commit to check out is chosen.
ARG NODE_VERSION=24.1.0
ARG VERSION=1.2.3
ARG COMMIT_SHA=1290a2f
ARG NGINX_COMMIT
LABEL org.opencontainers.image.version=$VERSION
RUN apt-get update && apt-get install -y curl git

FROM debian:13-slim AS fetched
ARG GIT_COMMIT
RUN apt-get update && apt-get install -y git
RUN git clone https://example.com/x.git && git -C x checkout $GIT_COMMIT

FROM debian:13-slim AS on-purpose
# Busts the cache of everything below.
ARG BUILD_DATE
RUN apt-get update && apt-get install -y curl

FROM debian:13-slim AS reads-it
ARG GIT_SHA
COPY . .
RUN make all
RUN apt-get update && apt-get install -y curl

FROM debian:13-slim AS reproducible
ARG SOURCE_DATE_EPOCH
RUN apt-get update && apt-get install -y curl

FROM debian:13-slim AS constant
ENV GIT_COMMIT="nobody knows" BUILD_DATE=2024-01-01
LABEL org.opencontainers.image.revision="abc"
RUN apt-get update && apt-get install -y curl

FROM debian:13-slim
RUN apt-get update && apt-get install -y curl
COPY . .
ARG GIT_SHA
LABEL org.opencontainers.image.revision=$GIT_SHA
CMD ["./run"]
