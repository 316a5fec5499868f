FROM alpine:3.22
ARG GIT_SHA
RUN echo "$GIT_SHA" > /etc/revision && apk add --no-cache curl
RUN apk add --no-cache git
