# want no-build-tools-in-final: all of dotnet/sdk
# want no-build-tools-in-final (withheld): how an image of this kind
FROM mcr.microsoft.com/dotnet/sdk:10.0
COPY . .
RUN dotnet publish -o /app
EXPOSE 8080
ENTRYPOINT ["dotnet", "/app/Shop.dll"]
