# want standard-base-image: ^Python 3\.11 is behind Drydock's standard Python 3\.12
FROM python:3.12
RUN apt-get update && apt-get install -y libpq-dev
