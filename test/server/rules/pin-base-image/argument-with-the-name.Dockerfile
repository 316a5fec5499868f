# want pin-base-image: ^`python` has no tag
ARG BASE=python
FROM ${BASE}
