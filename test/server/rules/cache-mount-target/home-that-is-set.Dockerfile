FROM python:3.12-slim
ENV HOME=/root
RUN --mount=type=cache,target=$HOME/.cache/pip pip install a
FROM registry.example.com/base
RUN --mount=type=cache,target=$HOME/.cache/pip pip install a
# Nothing but chance: this is where the image of Go has its modules.
FROM golang:1.25
RUN --mount=type=cache,target=$HOME/go/pkg/mod go mod download
FROM python:3.12-slim
ARG HOME
RUN --mount=type=cache,target=$HOME/.cache/pip pip install a
