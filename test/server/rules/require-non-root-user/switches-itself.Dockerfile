FROM debian:trixie-slim
RUN apt-get update && apt-get install -y --no-install-recommends gosu && rm -rf /var/lib/apt/lists/*
COPY server /server
EXPOSE 8080
CMD ["gosu", "app", "/server"]
