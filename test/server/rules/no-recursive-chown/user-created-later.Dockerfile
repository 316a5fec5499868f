FROM python:3.12-slim
WORKDIR /app
COPY . .
# want no-recursive-chown (withheld): app is created only after the COPY
RUN useradd -m app && chown -R app:app /app
USER app
