FROM debian:trixie-slim
SHELL ["/usr/bin/pwsh", "-Command"]
COPY server /server
EXPOSE 8080
# want require-non-root-user: no USER is set
# want require-non-root-user (withheld): SHELL of its own
CMD ["/server"]
