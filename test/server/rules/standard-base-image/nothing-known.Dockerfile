ARG VERSION
FROM python:${VERSION} AS python
FROM python AS again
FROM ${IMAGE}:3.9
