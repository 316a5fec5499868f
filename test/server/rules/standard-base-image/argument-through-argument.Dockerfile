# want standard-base-image: Python 3\.8 has
ARG VERSION=3.8
ARG BASE=python:${VERSION}-slim
FROM ${BASE}
