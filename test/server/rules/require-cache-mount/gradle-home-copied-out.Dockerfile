FROM gradle:8 AS deps
WORKDIR /src
COPY build.gradle .
# want require-cache-mount: /home/gradle/.gradle/caches
# want require-cache-mount (withheld): a COPY takes
RUN gradle dependencies

FROM gradle:8
COPY --from=deps /home/gradle/.gradle /home/gradle/.gradle
