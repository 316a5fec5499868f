FROM registry.example.com/base:1 AS unknown
USER root
# want require-cache-mount (withheld): dnf 4 caches in /var/cache/dnf and dnf 5 in /var/cache/libdnf5
RUN dnf install -y gcc
# want require-cache-mount (withheld): `yum` may be yum 3, dnf 4 or dnf 5
RUN yum install -y gcc
# want require-cache-mount (withheld): microdnf
RUN microdnf install -y gcc
# want require-cache-mount (withheld): zypper
RUN zypper -n in gcc

FROM centos:7 AS yum3
# want require-cache-mount (withheld): no mount has been tried
RUN yum install -y gcc && yum clean all && rm -rf /var/cache/yum

FROM rockylinux:9 AS fetched
# want require-cache-mount (withheld): `--downloadonly` leaves the packages
RUN dnf install -y --downloadonly gcc
