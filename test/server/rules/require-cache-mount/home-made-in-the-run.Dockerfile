FROM python:3.12-slim
ENV HOME=/home/app
# want require-cache-mount: /home/app/\.cache/pip
# want require-cache-mount (withheld): `useradd` may fail or do less
RUN useradd --create-home app && pip install --no-cache-dir a
