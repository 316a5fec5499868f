FROM debian:13 AS script
# want no-lone-package-update: `apt-get update` stays
# want no-lone-package-update (withheld): line \d+ may rely on the index
RUN apt-get update
RUN ./install.sh
RUN apt-get install -y curl

FROM debian:13 AS sources
# want no-lone-package-update (withheld): may rely on the index, or change where it comes from
# want no-lone-package-update: `apt-get update` stays
RUN apt-get update
RUN echo "deb https://example.com/debian trixie main" > /etc/apt/sources.list.d/x.list
RUN apt-get install -y curl

FROM debian:13 AS list
# want no-lone-package-update (withheld): more than a list joined
# want no-lone-package-update: `apt-get update` stays
RUN apt-get update
RUN set -eux; apt-get install -y curl

FROM debian:13 AS heredoc
# want no-lone-package-update (withheld): not a plain line
# want no-lone-package-update: `apt-get update` stays
RUN apt-get update
RUN <<EOF
apt-get install -y curl
EOF

FROM debian:13 AS mounted
# want no-lone-package-update (withheld): other flags
# want no-lone-package-update: `apt-get update` stays
RUN --mount=type=cache,target=/var/lib/apt/lists,sharing=locked apt-get update
RUN apt-get install -y curl

FROM debian:13 AS forgiving
# want no-lone-package-update (withheld): more than a list joined
# want no-lone-package-update: `apt-get update` stays
RUN apt-get update || true
RUN apt-get install -y curl

FROM debian:13 AS user
USER app
# want no-lone-package-update (withheld): another user
# want no-lone-package-update: `apt-get update` stays
RUN apt-get update
USER root
RUN apt-get install -y curl

FROM debian:13 AS copied-sources
# want no-lone-package-update (withheld): COPY of line \d+ may rely on the index, or change where it comes from
# want no-lone-package-update: `apt-get update` stays
RUN apt-get update
COPY x.sources /etc/apt/sources.list.d/
RUN apt-get install -y curl

FROM debian:13 AS exec-form
# want no-lone-package-update (withheld): not a plain line
# want no-lone-package-update: `apt-get update` stays
RUN ["apt-get", "update"]
RUN apt-get install -y curl
