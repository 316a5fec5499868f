# want pin-base-image: ^`python:latest`
ARG VERSION=latest
FROM python:${VERSION}
