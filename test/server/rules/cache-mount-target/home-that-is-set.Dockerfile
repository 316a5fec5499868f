FROM python:3.12-slim
ENV HOME=/root
RUN --mount=type=cache,target=$HOME/.cache/pip pip install a
FROM registry.example.com/base
RUN --mount=type=cache,target=$HOME/.cache/pip pip install a
