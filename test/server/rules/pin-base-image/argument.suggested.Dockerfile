# want pin-base-image: ^`python:latest`
ARG VERSION=3.14
FROM python:${VERSION}
