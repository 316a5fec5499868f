FROM rockylinux:9 AS dnf4
# want require-cache-mount: mount dnf's cache folder /var/cache/dnf
RUN dnf -y install gcc make && dnf clean all && rm -rf /var/cache/dnf /tmp/x

FROM fedora:42 AS dnf5
# want require-cache-mount: mount dnf 5's cache folder /var/cache/libdnf5
RUN dnf install -y gcc && \
    dnf clean all

FROM fedora:40 AS before
# want require-cache-mount: mount dnf's cache folder /var/cache/dnf
RUN sudo dnf -y group install development-tools

FROM almalinux:9 AS other-name
# want require-cache-mount: mount yum's cache folder /var/cache/dnf
RUN yum -y --setopt=tsflags=nodocs install gcc && yum clean all
