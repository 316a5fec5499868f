FROM debian:trixie-slim
WORKDIR /app
COPY --chown=nobody:nogroup bin/ ./
USER nobody
# want require-non-root-user: no USER is set
CMD ["./server"]
EXPOSE 4000
