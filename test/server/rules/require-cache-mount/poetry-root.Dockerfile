FROM python:3.12-slim
WORKDIR /app
COPY pyproject.toml poetry.lock ./
# want require-cache-mount: Poetry's cache folder /root/\.cache/pypoetry/cache\.
RUN poetry install --no-root
# want require-cache-mount: Poetry's cache folder /root/\.cache/pypoetry/cache\.
RUN poetry install --no-cache && poetry cache clear --all pypi
ENV XDG_CACHE_HOME=/opt/cache
# want require-cache-mount: Poetry's cache folder /opt/cache/pypoetry/cache\.
RUN poetry add httpx
