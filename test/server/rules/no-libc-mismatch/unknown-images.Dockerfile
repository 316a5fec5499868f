FROM acme/python:3.12 AS build
RUN pip install --prefix=/install numpy
FROM acme/python:3.12-alpine
COPY --from=build /install /usr/local
COPY --from=acme/tool:1 /usr/local/bin/node /bin/node
