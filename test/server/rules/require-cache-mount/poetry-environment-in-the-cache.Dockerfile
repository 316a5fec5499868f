FROM python:3.12-slim
RUN useradd -m -u 1000 app
USER app
WORKDIR /home/app/src
# want require-cache-mount: Poetry's cache folder /home/app/\.cache/pypoetry/cache\.
# want require-cache-mount (withheld): Poetry also writes to /home/app/\.cache/pypoetry, which nothing before this RUN makes and the mount would make for root
RUN poetry install
# want require-cache-mount: Poetry's cache folder /home/app/\.cache/pypoetry/cache\.
# want require-cache-mount (withheld): Poetry also writes to /home/app/\.cache/pypoetry, which nothing before this RUN makes and the mount would make for root
RUN POETRY_VIRTUALENVS_IN_PROJECT=true poetry lock
