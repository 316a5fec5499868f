# want no-eol-base-image (withheld): target framework
# want no-eol-base-image: \.NET 6\.0 has had no security fixes since 2024-11
FROM mcr.microsoft.com/dotnet/sdk:6.0 AS build
FROM mcr.microsoft.com/dotnet/aspnet:6.0-alpine
# want no-eol-base-image (withheld): target framework
# want no-eol-base-image: \.NET 3\.1
FROM mcr.microsoft.com/dotnet/core/runtime:3.1
