# Small, and installed again only with another Python: not worth a decision.
FROM python:3.12-slim
ENV PIP_NO_CACHE_DIR=1
RUN pip install --upgrade pip setuptools wheel
FROM registry.example.com/base:1
RUN pip install -U pip
