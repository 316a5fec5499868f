FROM debian:13
RUN apt-get update && apt-get upgrade -y
COPY . /app
# want volatile-values-late: `BUILD_NUMBER` differs
ARG BUILD_NUMBER
RUN /app/build.sh
