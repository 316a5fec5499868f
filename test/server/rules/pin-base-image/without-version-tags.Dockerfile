FROM gcr.io/distroless/static AS a
FROM gcr.io/distroless/python3-debian12:latest AS b
FROM cgr.dev/chainguard/python
COPY --from=a / /
