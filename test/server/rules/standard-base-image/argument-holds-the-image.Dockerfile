# want standard-base-image: Python 3\.10 has
ARG BASE=python:3.10-slim
FROM ${BASE} AS build
FROM $BASE
