# want standard-base-image: Python 3\.10 has
ARG BASE=python:3.12-slim
FROM ${BASE} AS build
FROM $BASE
