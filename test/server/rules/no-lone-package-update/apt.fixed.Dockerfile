FROM debian:13-slim
WORKDIR /app
# The index.
# want no-lone-package-update: `apt-get update` stays in the cache .* later `apt-get install` fails
# Tools.
RUN apt-get update && apt-get install -y --no-install-recommends \
    curl \
    git
COPY . .
RUN apt-get update && apt-get install -y nano && rm -rf /var/lib/apt/lists/*
