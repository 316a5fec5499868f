FROM ubuntu:24.04
RUN apt-get update && apt-get install -y --no-install-recommends python3 && rm -rf /var/lib/apt/lists/*
# want require-healthcheck: does not say how to ask
CMD ["python3", "-m", "http.server"]
