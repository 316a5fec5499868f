FROM debian:trixie-slim
RUN useradd app
WORKDIR /app
COPY --chown=app:app src/ ./
RUN mkdir data && chown --from root:root --recursive app:app /app
