FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.nuget/packages dotnet restore
RUN --mount=type=cache,target=/root/.nuget/packages dotnet publish --no-restore -o /out
RUN dotnet --info && dotnet tool list -g && dotnet app.dll && dotnet clean && dotnet build --no-restore
