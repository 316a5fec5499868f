FROM python:3.12
SHELL ["powershell", "-Command", "$ErrorActionPreference = 'Stop';"]
RUN pip install flask
EXPOSE 8000
ENTRYPOINT ["powershell", "C:\\start.ps1"]
