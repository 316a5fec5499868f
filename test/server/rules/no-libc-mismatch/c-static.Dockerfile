FROM debian:bookworm AS build
RUN gcc -static -o /tool tool.c
FROM scratch
COPY --from=build /tool /tool
CMD ["/tool"]
