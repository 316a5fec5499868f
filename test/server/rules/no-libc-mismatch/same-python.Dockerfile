FROM python:3.13 AS build
RUN pip install --prefix=/install flask && python -m venv /opt/venv
FROM python:3.13-slim-bookworm
COPY --from=build /install /usr/local
COPY --from=build /opt/venv /opt/venv
COPY --from=build /usr/local/lib/python3.13/site-packages /usr/local/lib/python3.13/site-packages
