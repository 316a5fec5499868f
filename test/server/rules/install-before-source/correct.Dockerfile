FROM debian:13 AS before
WORKDIR /app
RUN apt-get update && apt-get install -y curl
COPY . .
RUN make

FROM debian:13 AS listed
WORKDIR /app
COPY . .
RUN apt-get update && apt-get install -y $(cat packages.txt)

FROM debian:13 AS listed-with-xargs
WORKDIR /app
COPY . .
RUN apt-get update && xargs apt-get install -y < packages.txt

FROM debian:13 AS local-package
WORKDIR /app
COPY . .
RUN apt-get update && apt-get install -y ./tool.deb

FROM debian:13 AS after-script
WORKDIR /app
COPY . .
RUN ./add-sources.sh
RUN apt-get update && apt-get install -y tool

FROM debian:13 AS with-build
WORKDIR /app
COPY . .
RUN apt-get update && apt-get install -y gcc && make

FROM debian:13 AS system
COPY . /
RUN apt-get update && apt-get install -y gcc

FROM debian:13 AS one-file
COPY app.conf /opt/app/
RUN apt-get update && apt-get install -y gcc

FROM python:3.12 AS requirements
WORKDIR /app
COPY . .
RUN pip install -r requirements.txt

FROM mcr.microsoft.com/playwright:v1.50.0 AS own-version
WORKDIR /app
COPY . .
RUN npx playwright install --with-deps

FROM debian:13 AS other-stage
COPY --from=before /app /app
RUN apt-get update && apt-get install -y gcc

FROM debian:13 AS into-the-source
WORKDIR /app
COPY . .
RUN curl -fsSLO https://example.com/v1.0/tool.tar.gz && tar xf tool.tar.gz

FROM debian:13 AS bound
WORKDIR /app
COPY . .
RUN --mount=type=bind,source=lists,target=/lists apt-get update && apt-get install -y gcc
