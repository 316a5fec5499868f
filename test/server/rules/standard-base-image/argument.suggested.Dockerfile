# want standard-base-image: Python 3\.9 has had
ARG PYTHON_VERSION=3.12
FROM python:${PYTHON_VERSION} AS build
FROM python:${PYTHON_VERSION}-slim-bookworm
ARG PYTHON_VERSION
COPY --from=build /usr/local/lib/python${PYTHON_VERSION} /usr/local/lib/python${PYTHON_VERSION}
