import json
import logging
import os
from contextlib import asynccontextmanager

import paho.mqtt.client as mqtt
from fastapi import FastAPI

from .normalize import normalize
from .writer import InfluxWriter

logging.basicConfig(level=os.environ.get("LOG_LEVEL", "INFO"))
log = logging.getLogger("sensor-ingest")

writer = InfluxWriter(
    url=os.environ.get("INFLUX_URL", "http://influxdb:8086"),
    token=os.environ.get("INFLUX_TOKEN", ""),
    org=os.environ.get("INFLUX_ORG", "homelab"),
    bucket=os.environ.get("INFLUX_BUCKET", "sensors"),
)
counters = {"received": 0, "written": 0, "dropped": 0}


def on_message(client, userdata, message):
    counters["received"] += 1
    try:
        reading = normalize(message.topic, json.loads(message.payload))
    except ValueError as error:
        counters["dropped"] += 1
        log.warning("dropped %s: %s", message.topic, error)
        return
    writer.write(reading)
    counters["written"] += 1


@asynccontextmanager
async def lifespan(app: FastAPI):
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)
    client.on_connect = lambda c, *_: c.subscribe(os.environ.get("MQTT_TOPIC", "home/#"))
    client.on_message = on_message
    client.connect_async(os.environ.get("MQTT_HOST", "mosquitto"), int(os.environ.get("MQTT_PORT", "1883")))
    client.loop_start()
    yield
    client.loop_stop()
    writer.close()


app = FastAPI(title="sensor-ingest", lifespan=lifespan)


@app.get("/health")
def health():
    return {"status": "healthy", **counters}
