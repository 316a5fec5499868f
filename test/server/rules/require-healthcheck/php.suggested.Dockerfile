FROM php:8.4-cli-alpine
COPY . .
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/"]
# want require-healthcheck: does not say how to ask
CMD ["php", "-S", "0.0.0.0:8080"]
EXPOSE 8080
