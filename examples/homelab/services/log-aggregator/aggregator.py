import json
import os
import threading
from collections import deque

import docker
from flask import Flask, jsonify, request
from waitress import serve

app = Flask(__name__)
entries = deque(maxlen=int(os.environ.get("KEEP_LINES", "20000")))


def parse(service: str, line: bytes) -> dict:
    """Services that log JSON keep their fields; the others become a message."""
    text = line.decode("utf-8", "replace").rstrip()
    try:
        entry = json.loads(text)
    except ValueError:
        entry = None
    if not isinstance(entry, dict):
        entry = {"level": "INFO", "message": text}
    return {**entry, "service": service}


def follow(container) -> None:
    service = container.labels.get("com.docker.compose.service", container.name)
    for line in container.logs(stream=True, follow=True, tail=100):
        entries.append(parse(service, line))


def watch() -> None:
    client = docker.from_env()
    for container in client.containers.list():
        threading.Thread(target=follow, args=(container,), daemon=True).start()
    for event in client.events(decode=True, filters={"event": "start", "type": "container"}):
        container = client.containers.get(event["id"])
        threading.Thread(target=follow, args=(container,), daemon=True).start()


@app.get("/health")
def health():
    return jsonify(status="healthy", lines=len(entries))


@app.get("/logs")
def logs():
    service, level = request.args.get("service"), request.args.get("level")
    found = [e for e in entries if service in (None, e["service"]) and level in (None, e.get("level"))]
    return jsonify(found[-int(request.args.get("limit", "200")) :])


if __name__ == "__main__":
    threading.Thread(target=watch, daemon=True).start()
    serve(app, host="0.0.0.0", port=8110)
