# want pin-base-image: names a variant but no version
FROM python:slim AS a
# want pin-base-image: names a variant but no version
FROM node:alpine AS b
# want pin-base-image: `node:lts-bookworm-slim` moves on to the next release
FROM node:lts-bookworm-slim AS c
# want pin-base-image: `node:current` moves on
FROM node:current AS d
# want pin-base-image: names a variant but no version
FROM python:slim-bookworm
