FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
WORKDIR /src
COPY . .
# want require-cache-mount: NuGet's cache folder
# want require-cache-mount (withheld): set NUGET_HTTP_CACHE_PATH
RUN dotnet restore && dotnet build --no-restore
RUN dotnet publish -c Release -o /out

FROM mcr.microsoft.com/dotnet/aspnet:9.0
COPY --from=build /out /app
