import json
import logging
from collections.abc import Callable

import paho.mqtt.client as mqtt

log = logging.getLogger(__name__)

Handler = Callable[[str, dict], None]


def subscribe(host: str, port: int, topic: str, handler: Handler) -> mqtt.Client:
    """Connect in the background and call `handler(topic, payload)` for each JSON message."""
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)

    def on_connect(client, userdata, flags, reason_code, properties):
        log.info("connected to %s:%s (%s)", host, port, reason_code)
        client.subscribe(topic)

    def on_message(client, userdata, message):
        try:
            payload = json.loads(message.payload)
        except ValueError:
            log.warning("not JSON on %s", message.topic)
            return
        if isinstance(payload, dict):
            handler(message.topic, payload)

    client.on_connect = on_connect
    client.on_message = on_message
    client.connect_async(host, port)
    client.loop_start()
    return client
