FROM python:3.12-slim
RUN groupadd --system app && useradd --system --gid app --create-home app
COPY . /app
USER app
# want require-non-root-user: no USER is set
CMD ["celery", "-A", "shop", "worker"]
