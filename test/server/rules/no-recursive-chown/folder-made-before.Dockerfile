FROM python:3.12-slim
RUN useradd app
RUN mkdir -p /app && chown app /app
WORKDIR /app
COPY . /app
# want no-recursive-chown: --chown
RUN chown -R app:app /app
