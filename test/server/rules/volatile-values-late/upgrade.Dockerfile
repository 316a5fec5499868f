FROM debian:13
# want volatile-values-late: `BUILD_NUMBER` differs
ARG BUILD_NUMBER
RUN apt-get update && apt-get upgrade -y
COPY . /app
RUN /app/build.sh
