FROM debian:13-slim
ARG ADDRESS_SANITIZER
RUN if [ "$ADDRESS_SANITIZER" = "1" ]; then apt-get update && apt-get install -y build-essential llvm; fi
EXPOSE 8000
ENTRYPOINT ["/usr/local/bin/server"]
