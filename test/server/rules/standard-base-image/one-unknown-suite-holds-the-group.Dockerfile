# want standard-base-image (withheld): python:3\.12-slim-bullseye
# want standard-base-image: Python 3\.9 has
FROM python:3.9 AS build
FROM python:3.9-slim-bullseye
COPY --from=build /venv /venv
