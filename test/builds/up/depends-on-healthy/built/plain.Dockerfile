FROM debian:bookworm-slim
CMD ["sleep", "infinity"]
