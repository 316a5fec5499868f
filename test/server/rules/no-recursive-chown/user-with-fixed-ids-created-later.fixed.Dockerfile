FROM python:3.12-slim
WORKDIR /app
COPY --chown=1001:1001 . .
RUN groupadd -g 1001 app && useradd -u 1001 -g app app \
# want no-recursive-chown: --chown
    && chown app:app /app
USER app
