# want standard-base-image: Python 3\.11 is behind
FROM docker.io/library/python:3.12-alpine AS a
# want standard-base-image: Node\.js 22 is behind
FROM public.ecr.aws/docker/library/node:24 AS b
FROM a
