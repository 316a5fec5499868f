from datetime import datetime

from fastapi import Depends, FastAPI, HTTPException, Query
from sqlalchemy.orm import Session

from shared.health import health
from shared.logging_config import setup_logging

from .cache import cached
from .database import get_session, ping
from .history import query_history
from .models import Device
from .settings import settings

log = setup_logging("data-api", settings.log_level)
app = FastAPI(title="data-api", version="1.4.0")


@app.get("/health")
def get_health():
    return health("data-api", postgres=ping())


@app.get("/devices")
def list_devices(session: Session = Depends(get_session)):
    return [device.as_dict() for device in session.query(Device).order_by(Device.name)]


@app.get("/devices/{device_id}/history")
@cached(seconds=30)
def device_history(
    device_id: str,
    start: datetime,
    stop: datetime,
    every: str = Query("5m", pattern=r"^\d+[smhd]$"),
):
    if stop <= start:
        raise HTTPException(422, "stop must be after start")
    return query_history(device_id, start, stop, every)
