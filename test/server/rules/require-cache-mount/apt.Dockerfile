FROM debian:bookworm-slim AS usual
# want require-cache-mount: mount apt's cache folder /var/cache/apt
RUN apt-get update && apt-get install -y --no-install-recommends \
      ca-certificates \
      curl \
    && apt-get clean \
    && rm -rf /var/lib/apt/lists/* /tmp/* /var/tmp/*

FROM ubuntu:22.04 AS by-release
# want require-cache-mount: mount apt's cache folder
RUN apt-get -qq update && apt-get -qqy --no-install-recommends install git && rm -rf /var/lib/apt/lists

FROM python:3.12-slim AS by-image
ARG TARGETARCH
# want require-cache-mount: mount apt's cache folder
RUN apt update && apt -y upgrade && apt install -y git && apt clean && rm -rf /var/cache/apt/* /var/lib/apt/lists/*

FROM usual AS continued
# want require-cache-mount: mount apt's cache folder
RUN rm -rf /var/lib/apt/lists/* && apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*

FROM node:22-bookworm-slim AS retried
# want require-cache-mount: mount apt's cache folder
RUN for i in 1 2 3; do apt-get update && apt-get install -y git && break || sleep 1; done && apt-get clean && rm -rf /var/lib/apt/lists/* && echo done

FROM node:22-bookworm-slim AS script
# want require-cache-mount: mount apt's cache folder
RUN curl -fsSL https://packages.example.com/node/script.deb.sh | bash - && apt-get install -y nodejs && rm -rf /var/lib/apt/lists/*

# docker-clean has gone, so nothing has to be said.
FROM debian:trixie AS cleared
RUN rm /etc/apt/apt.conf.d/docker-clean
# want require-cache-mount: mount apt's cache folder
RUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*

FROM debian:bookworm AS heredoc
RUN <<EOF
set -e
apt-get update
# want require-cache-mount: mount apt's cache folder
apt-get install -y git
apt-get clean
rm -rf /var/lib/apt/lists/*
EOF

FROM debian:bookworm AS library
RUN set -eux; \
	apt-get update; \
	# want require-cache-mount: mount apt's cache folder
	apt-get install -y --no-install-recommends \
		git \
	; \
	# Smaller.
	apt-get clean; \
	rm -rf /var/lib/apt/lists/*
