FROM debian:bookworm-slim AS builder
RUN apt-get update && apt-get install -y gcc
RUN rm -rf /var/lib/apt/lists/*
COPY . /src
RUN make && rm -rf /src

FROM node:24-slim
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
RUN rm -rf /var/lib/apt/lists/* /usr/share/doc /tmp/*
RUN rm -rf /usr/local/lib/node_modules/npm
COPY .npmrc package.json ./
COPY secrets /run/secrets
RUN --mount=type=cache,target=/root/.npm npm ci
RUN rm .npmrc package.json && rm -rf /run/secrets
RUN apt-get update && apt-get install -y gcc && apt-get purge -y gcc && rm -rf /var/lib/apt/lists/*
RUN apt-get autoremove -y && apt-get clean
RUN curl -o /tmp/install.sh https://example.com/install.sh
RUN sh /tmp/install.sh && rm /tmp/install.sh
COPY --from=builder /usr/bin/app /usr/bin/app
