FROM python:3.12-slim
ARG CACHE
# Scripts may cache anywhere, and so may tools that nobody listed.
RUN --mount=type=cache,target=/opt/pip ./install.sh && pip install a
RUN --mount=type=cache,target=/opt/pip make deps && pip install a
RUN --mount=type=cache,target=/opt/tool tool build && pip install a
RUN --mount=type=cache,target=$CACHE/pip pip install a
RUN --mount=type=cache,target=${CACHE:-/opt}/pip pip install a
RUN --mount=type=cache,from=seed,target=/opt/pip pip install a
ONBUILD RUN --mount=type=cache,target=~/.cache/pip pip install a
FROM registry.example.com/python
RUN --mount=type=cache,target=/root/.cache/pip pip install a
RUN --mount=type=cache,target=/opt/pip pip install a
FROM mcr.microsoft.com/windows/servercore:ltsc2022
RUN --mount=type=cache,target=~/pip pip install a
