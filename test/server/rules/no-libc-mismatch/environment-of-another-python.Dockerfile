FROM python:3.12-slim AS build
RUN python -m venv /opt/venv && /opt/venv/bin/pip install flask
FROM python:3.13-slim
# want no-libc-mismatch: Python 3\.13 of python:3\.13-slim
COPY --from=build /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
