# want standard-base-image (withheld): python:3\.12-windowsservercore
# want standard-base-image: Python 3\.9 has
FROM python:3.9 AS build
FROM python:3.9-windowsservercore
COPY --from=build /venv /venv
