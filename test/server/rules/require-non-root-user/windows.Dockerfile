# escape=`
FROM mcr.microsoft.com/dotnet/aspnet:10.0-nanoserver-ltsc2022
USER root
EXPOSE 8080
ENTRYPOINT ["dotnet", "Shop.dll"]
