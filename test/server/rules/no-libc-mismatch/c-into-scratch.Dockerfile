FROM debian:bookworm AS build
RUN apt-get update && apt-get install -y gcc && gcc -O2 -o /tool tool.c
FROM scratch
# want no-libc-mismatch (withheld): both take more
COPY --from=build /tool /tool
CMD ["/tool"]
