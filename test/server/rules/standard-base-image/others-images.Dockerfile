FROM registry.example.org/python:3.8 AS a
FROM acme/node:16 AS b
FROM bitnami/python:3.9 AS c
FROM debian:buster AS d
FROM scratch
COPY --from=a /x /x
