FROM alpine:3.23
RUN apk add --no-cache mosquitto
EXPOSE 1883
CMD ["mosquitto", "-c", "/etc/mosquitto/mosquitto.conf"]
