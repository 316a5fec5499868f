FROM swift:6.2-slim
COPY App /usr/local/bin/App
EXPOSE 8080
CMD ["App", "serve"]
