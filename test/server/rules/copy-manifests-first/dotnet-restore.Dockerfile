FROM mcr.microsoft.com/dotnet/sdk:9.0
WORKDIR /app
# want copy-manifests-first: `dotnet restore` again: copy the project files first
# want copy-manifests-first (withheld): every project file in its own folder
COPY . .
RUN dotnet restore
RUN dotnet publish --no-restore -o /out
