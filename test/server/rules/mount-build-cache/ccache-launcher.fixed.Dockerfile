FROM debian:12 AS build
ENV CCACHE_DIR=/ccache
WORKDIR /src
COPY . .
RUN cmake -B build -DCMAKE_CXX_COMPILER_LAUNCHER=ccache
# want mount-build-cache: mount the build cache of ccache, /ccache
RUN --mount=type=cache,target=/ccache \
    cmake --build build -j4

FROM debian:12-slim
COPY --from=build /src/build/app /app
