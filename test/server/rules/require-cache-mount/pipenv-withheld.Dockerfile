FROM python:3.12-slim
# want require-cache-mount: Pipenv's cache folder /root/\.cache/pipenv\.
# want require-cache-mount (withheld): `pipenv --clear` removes the cache folder, which fails on a mount
RUN pipenv install --system && pipenv --clear
