FROM python:3.12-slim-bookworm
ARG PIP_INDEX_URL
ARG PIP_TRUSTED_HOST
RUN useradd --uid 1001 --create-home app
WORKDIR /home/app/src
USER 1001
COPY --chown=1001 . .
RUN pip install --user -r requirements.txt
CMD ["python", "app.py"]
