FROM debian:13-slim
WORKDIR /app
# want install-before-source: `apt-get install` again
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg
RUN apt-get clean
RUN rm -rf /var/lib/apt/lists/*
COPY . .
RUN mkdir -p /data
CMD ["./start"]
