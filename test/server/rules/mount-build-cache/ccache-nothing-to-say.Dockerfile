FROM debian:12 AS build
RUN apt-get update && apt-get install -y ccache make
WORKDIR /src
COPY . .
RUN make && make install
RUN --mount=type=cache,target=/root/.cache/ccache CC="ccache gcc" make
RUN CC="ccache gcc" make install
RUN cmake -DCMAKE_C_COMPILER_LAUNCHER=ccache .
