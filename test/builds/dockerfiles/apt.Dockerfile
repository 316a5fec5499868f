FROM debian:bookworm-slim
WORKDIR /app
COPY . .
RUN apt-get update && apt-get install -y --no-install-recommends jq && rm -rf /var/lib/apt/lists/*
CMD ["sh", "report.sh"]
