FROM python:3.12-slim
RUN useradd -m -u 1000 app
USER app
WORKDIR /home/app/src
# want require-cache-mount: Pipenv's cache folder /home/app/\.cache/pipenv\.
RUN pipenv install --deploy
