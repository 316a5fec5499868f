FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY out/ ./
EXPOSE 8080
# want require-non-root-user: no USER is set
ENTRYPOINT ["dotnet", "Shop.dll"]
