FROM golang:1.24 AS build
WORKDIR /src
COPY . .
RUN chown -R 1000:1000 /src && go build -o /out/app .

FROM gcr.io/distroless/static-debian12
COPY --from=build /out/app /app
