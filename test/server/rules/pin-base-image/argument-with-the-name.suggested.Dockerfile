# want pin-base-image: ^`python` has no tag
ARG BASE=python:3.14
FROM ${BASE}
