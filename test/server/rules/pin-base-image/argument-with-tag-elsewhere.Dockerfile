# want pin-base-image (withheld): also names another image
# want pin-base-image: ^`python` has no tag
ARG BASE=python
FROM ${BASE} AS a
FROM ${BASE}:3.12
COPY --from=a /x /x
