FROM python:3.12-slim
COPY Pipfile Pipfile.lock ./
# want require-cache-mount: Pipenv's cache folder /root/\.cache/pipenv\.
RUN --mount=type=cache,target=/root/.cache/pipenv,sharing=locked \
    pipenv install --system --deploy
# want require-cache-mount: Pipenv's cache folder /root/\.cache/pipenv\.
RUN --mount=type=cache,target=/root/.cache/pipenv,sharing=locked \
    pipenv sync
# want require-cache-mount: Pipenv's cache folder /opt/pipenv\.
RUN --mount=type=cache,target=/opt/pipenv,sharing=locked \
    PIPENV_CACHE_DIR=/opt/pipenv pipenv install
# want require-cache-mount: Pipenv's cache folder /root/\.cache/pipenv\.
RUN --mount=type=cache,target=/root/.cache/pipenv,sharing=locked \
    pipenv install --deploy
