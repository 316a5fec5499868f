FROM python:3.12-slim-bookworm AS build
ARG PIP_INDEX_URL
ARG PIP_TRUSTED_HOST
RUN python -m venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"
WORKDIR /app
COPY . .
RUN pip install --no-cache-dir -r requirements.txt

FROM python:3.12-slim-bookworm
COPY --from=build /opt/venv /opt/venv
COPY app.py /app/
CMD ["/opt/venv/bin/python", "/app/app.py"]
