FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
ENV NUGET_HTTP_CACHE_PATH=/nuget-cache
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/nuget-cache \
# want no-defeated-cache-mount: `--no-http-cache` makes NuGet ignore
    dotnet restore
