FROM acme/python:3.12-alpine
RUN pip install torch
