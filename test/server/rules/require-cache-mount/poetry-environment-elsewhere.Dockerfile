FROM python:3.12-slim
RUN useradd -m -u 1000 app
USER app
WORKDIR /home/app/src
# want require-cache-mount: Poetry's cache folder /home/app/\.cache/pypoetry/cache\.
RUN POETRY_VIRTUALENVS_IN_PROJECT=true poetry install
RUN poetry config virtualenvs.create false
# want require-cache-mount: Poetry's cache folder /home/app/\.cache/pypoetry/cache\.
RUN poetry install --only main
