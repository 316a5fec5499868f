FROM alpine:3.22
RUN apk add --no-cache --virtual .build-deps gcc musl-dev
COPY . /src
RUN make -C /src
# want no-cleanup-in-later-layer (withheld): RUN between the two
RUN apk del .build-deps
