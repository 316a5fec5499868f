from pathlib import Path

import docker
import yaml
from docker.errors import DockerException, NotFound
from fastapi import FastAPI, HTTPException

from shared.health import health
from shared.logging_config import setup_logging

log = setup_logging("admin-api")
app = FastAPI(title="admin-api")
COMPOSE = Path("/workspace/docker-compose.yml")


def engine() -> docker.DockerClient:
    try:
        return docker.from_env()
    except DockerException as error:
        raise HTTPException(503, f"no Docker engine: {error}") from error


@app.get("/health")
def get_health():
    return health("admin-api", compose=COMPOSE.exists())


@app.get("/services")
def services():
    declared = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]
    running = {
        container.labels.get("com.docker.compose.service"): container.status
        for container in engine().containers.list(all=True)
    }
    return [{"name": name, "status": running.get(name, "not created")} for name in sorted(declared)]


@app.post("/services/{name}/restart")
def restart(name: str):
    try:
        engine().containers.get(f"homelab-{name}").restart(timeout=10)
    except NotFound as error:
        raise HTTPException(404, f"no container for {name}") from error
    log.info("restarted %s", name)
    return {"restarted": name}
