# want no-eol-base-image: Python 3\.9
FROM python:3.9-slim-buster
# want no-eol-base-image: Node\.js 18
FROM node:18-alpine3.17
