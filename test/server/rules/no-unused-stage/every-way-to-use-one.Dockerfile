FROM alpine:3.23
RUN echo first > /first

FROM alpine:3.23 AS second
RUN echo second > /second

FROM alpine:3.23 AS third
RUN --mount=type=bind,from=second,target=/in cp /in/second /second

FROM third AS fourth
COPY --from=0 /first /first

FROM Fourth
ONBUILD COPY --from=assets / /assets
