FROM golang:1.24 AS build
RUN mkdir /out

FROM debian:bookworm-slim
RUN useradd app
USER app
WORKDIR /app
COPY --from=build /out/ /app/bin/
