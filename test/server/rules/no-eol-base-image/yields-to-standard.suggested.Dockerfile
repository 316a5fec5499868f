# want no-eol-base-image: Python 3\.9
FROM python:3.12-slim-bookworm
# want no-eol-base-image: Node\.js 18
FROM node:24-alpine3.24
