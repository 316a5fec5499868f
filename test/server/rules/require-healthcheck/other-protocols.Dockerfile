FROM debian:trixie-slim
COPY broker /usr/local/bin/broker
EXPOSE 1883 5432
CMD ["broker"]
