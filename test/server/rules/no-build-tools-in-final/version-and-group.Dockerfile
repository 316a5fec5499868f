FROM fedora:43
# want no-build-tools-in-final: gcc-c\+\+ and openssl-devel, which only its build
# want no-build-tools-in-final (withheld): how an image of this kind
RUN dnf install -y gcc-c++ openssl-devel flask
EXPOSE 5000
CMD ["flask", "run"]
