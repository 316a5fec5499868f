FROM fedora:43
# want no-build-tools-in-final: gcc-c\+\+ and openssl-devel, which only its build
# want no-build-tools-in-final (withheld): no pattern
RUN dnf install -y gcc-c++ openssl-devel flask
EXPOSE 5000
CMD ["flask", "run"]
