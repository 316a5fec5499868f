FROM debian:trixie-slim
RUN . /etc/os-release && useradd "$ID"
COPY server /server
EXPOSE 8080
# want require-non-root-user: no USER is set
# want require-non-root-user (withheld): name of the account
CMD ["/server"]
