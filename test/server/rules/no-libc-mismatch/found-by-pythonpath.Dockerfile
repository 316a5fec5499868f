FROM python:3.12-slim AS build
RUN pip install --target=/packages flask
FROM python:3.13-slim
ENV PYTHONPATH=/packages
COPY --from=build /packages /packages
