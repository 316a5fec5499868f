FROM python:3.12-slim
COPY Pipfile Pipfile.lock ./
# want require-cache-mount: Pipenv's cache folder /root/\.cache/pipenv\.
RUN pipenv install --system --deploy
# want require-cache-mount: Pipenv's cache folder /root/\.cache/pipenv\.
RUN pipenv sync && rm -rf /root/.cache/pipenv
# want require-cache-mount: Pipenv's cache folder /opt/pipenv\.
RUN PIPENV_CACHE_DIR=/opt/pipenv pipenv install
# want require-cache-mount: Pipenv's cache folder /root/\.cache/pipenv\.
RUN PIP_NO_CACHE_DIR=1 pipenv install --deploy
