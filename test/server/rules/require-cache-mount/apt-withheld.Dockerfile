FROM debian:bookworm-slim AS other-run
RUN apt-get update
# want require-cache-mount (withheld): the package lists come from another RUN
RUN apt-get install -y git && rm -rf /var/lib/apt/lists/*

FROM debian:bookworm-slim AS lists-used-later
# want require-cache-mount (withheld): a later RUN installs from the package lists
RUN apt-get update && apt-get install -y git
# want require-cache-mount (withheld): the package lists come from another RUN
RUN apt-get install -y make

FROM debian:bookworm-slim AS lists-used-by-child
# want require-cache-mount (withheld): a later RUN installs from the package lists
RUN apt-get update && apt-get install -y git
FROM lists-used-by-child
# want require-cache-mount (withheld): the package lists come from another RUN
RUN apt-get install -y make && rm -rf /var/lib/apt/lists/*

FROM debian:bookworm-slim AS maybe
# want require-cache-mount (withheld): it is not certain that `apt-get update` runs
RUN test -d /var/lib/apt/lists/partial || apt-get update; apt-get install -y git; rm -rf /var/lib/apt/lists/*
# want require-cache-mount (withheld): it is not certain that `apt-get update` runs
RUN if [ -z "$SKIP" ]; then apt-get update; fi && apt-get install -y git; rm -rf /var/lib/apt/lists/*

FROM debian:bookworm-slim AS fetched
# want require-cache-mount (withheld): `--download-only` leaves the packages in /var/cache/apt/archives
RUN apt-get update && apt-get install -y --download-only git && rm -rf /var/lib/apt/lists/*

FROM debian:bookworm-slim AS reader
# want require-cache-mount (withheld): `dpkg-deb` uses /var/cache/apt in the same RUN
RUN apt-get update && apt-get install -y git && dpkg-deb -x /var/cache/apt/archives/git.deb / && rm -rf /var/lib/apt/lists/*

# The last command decides whether such a RUN fails, so it cannot just go.
FROM debian:bookworm-slim AS semicolons
# want require-cache-mount (withheld): `rm -rf /var/lib/apt/lists` cannot be taken out on its own
RUN apt-get -qq update; apt-get -qqy install git; rm -rf /var/lib/apt/lists

FROM debian:bookworm-slim AS not-a-script
# want require-cache-mount (withheld): cannot be added here
RUN ["sh", "-c", "rm -rf /tmp/x && apt-get update && apt-get install -y \"git\" && apt-get distclean"]
