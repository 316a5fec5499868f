FROM registry.access.redhat.com/ubi9/ubi-minimal:9.6
COPY server /server
EXPOSE 8080
# want require-non-root-user: no USER is set
# want require-non-root-user (withheld): no useradd
CMD ["/server"]
