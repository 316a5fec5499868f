FROM debian:12 AS build
ENV PATH=/usr/lib/ccache:$PATH
WORKDIR /src
COPY . .
# want mount-build-cache: /root/.cache/ccache
# want mount-build-cache (withheld): set CCACHE_DIR
RUN make -j4

FROM debian:12-slim
COPY --from=build /src/app /app
