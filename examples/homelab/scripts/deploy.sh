#!/bin/sh
# Build everything, restart everything.
set -e
cd "$(dirname "$0")/.."

docker compose build
docker compose up -d
docker compose ps
