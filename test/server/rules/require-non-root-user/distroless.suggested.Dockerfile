FROM gcr.io/distroless/static-debian12
COPY server /server
EXPOSE 8080
USER 65532
# want require-non-root-user: no USER is set
ENTRYPOINT ["/server"]
