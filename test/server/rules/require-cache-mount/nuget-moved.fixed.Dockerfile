FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
ENV NUGET_HTTP_CACHE_PATH=/var/cache/nuget
WORKDIR /src
COPY app.csproj .
# want require-cache-mount: mount NuGet's cache folder /var/cache/nuget
RUN --mount=type=cache,target=/var/cache/nuget \
    dotnet restore
COPY . .
RUN dotnet publish -c Release -o /out

FROM mcr.microsoft.com/dotnet/aspnet:9.0
COPY --from=build /out /app
