FROM debian:13-slim
WORKDIR /app
COPY --chown=1000:1000 . /app

ENV PORT=8080
USER root
# want install-before-source: `apt-get install` again
RUN apt-get update && apt-get install -y curl
RUN curl -fsSL -o /usr/local/bin/tool https://example.com/v1.2.3/tool && chmod +x /usr/local/bin/tool
EXPOSE 8080
RUN make all
