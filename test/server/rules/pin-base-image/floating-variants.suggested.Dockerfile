# want pin-base-image: names a variant but no version
FROM python:3.14-slim AS a
# want pin-base-image: names a variant but no version
FROM node:26-alpine AS b
# want pin-base-image: `node:lts-bookworm-slim` moves on to the next release
FROM node:24-bookworm-slim AS c
# want pin-base-image: `node:current` moves on
FROM node:26 AS d
# want pin-base-image: names a variant but no version
FROM python:3.14-slim-bookworm
