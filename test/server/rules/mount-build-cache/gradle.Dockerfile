FROM gradle:8 AS build
WORKDIR /src
COPY . .
RUN gradle build --build-cache
