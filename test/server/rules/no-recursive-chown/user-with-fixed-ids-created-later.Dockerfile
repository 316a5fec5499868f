FROM python:3.12-slim
WORKDIR /app
COPY . .
RUN groupadd -g 1001 app && useradd -u 1001 -g app app \
# want no-recursive-chown: --chown
    && chown -R app:app /app
USER app
