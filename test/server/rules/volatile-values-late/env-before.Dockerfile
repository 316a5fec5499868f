FROM alpine:3.22
ARG REGISTRY=example.com
# want volatile-values-late: `GIT_SHA` differs
ARG GIT_SHA
ARG IMAGE_REVISION=$REGISTRY/$GIT_SHA
RUN apk add --no-cache curl
ENV REGISTRY=other.example
RUN apk add --no-cache git
