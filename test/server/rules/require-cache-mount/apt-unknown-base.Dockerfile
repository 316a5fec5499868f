# An install of system packages that works runs as root, whoever the base image's user is.
FROM registry.example.com/base:1
# want require-cache-mount: apt's cache folder /var/cache/apt\.
RUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*
USER app
# want require-cache-mount: apt's cache folder /var/cache/apt\.
RUN sudo apt-get update && sudo apt-get install -y make && sudo rm -rf /var/lib/apt/lists/*
