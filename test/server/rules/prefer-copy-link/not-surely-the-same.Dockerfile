FROM golang:1.24 AS build
WORKDIR /src
COPY . .
RUN go build -o /out/server .

FROM debian:bookworm-slim AS owned
RUN useradd app && mkdir -p /app && chown app /app
COPY --from=build /out/ /app/

FROM debian:bookworm-slim AS read-afterwards
RUN apt-get update
COPY --from=build /out/ /app/
RUN /app/server --version

FROM scratch AS nothing-below
COPY --from=build /out/ /app/

FROM debian:bookworm-slim AS named-owner
RUN useradd app
COPY --from=build --chown=app:app /out/ /app/

FROM debian:bookworm-slim
RUN useradd app
WORKDIR /app
COPY --from=build /out/server /app
COPY --from=build /out/ /bin/
COPY --from=build --chmod=755 /out/ /app/bin/
COPY --link --from=build /out/ /app/lib/
COPY --from=busybox:1.37 /bin/ /app/busybox/
