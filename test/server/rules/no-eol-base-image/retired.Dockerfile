# want no-eol-base-image (withheld): yours to decide
# want no-eol-base-image: `centos` is no longer maintained .* 2024-06: move to `almalinux` or `rockylinux`
FROM centos:7
# want no-eol-base-image (withheld): yours to decide
# want no-eol-base-image: 2021-12
FROM centos:8
# want no-eol-base-image (withheld): yours to decide
# want no-eol-base-image: `adoptopenjdk` .* 2021-08
FROM adoptopenjdk:11-jre-hotspot
