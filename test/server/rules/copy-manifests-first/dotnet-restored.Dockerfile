FROM mcr.microsoft.com/dotnet/sdk:9.0
WORKDIR /src
COPY *.csproj ./
RUN dotnet restore
COPY . .
RUN dotnet publish --no-restore -o /out
