FROM php:8.4-cli-alpine
COPY . .
# want require-healthcheck: does not say how to ask
CMD ["php", "-S", "0.0.0.0:8080"]
EXPOSE 8080
