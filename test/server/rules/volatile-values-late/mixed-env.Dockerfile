FROM debian:13-slim
# want volatile-values-late: `GIT_SHA` differs
# want volatile-values-late (withheld): sets other values as well: give GIT_SHA one of its own
ARG GIT_SHA FLAVOR=full
RUN apt-get update && apt-get install -y curl
RUN ./build.sh $FLAVOR
