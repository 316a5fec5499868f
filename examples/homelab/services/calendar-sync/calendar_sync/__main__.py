import json
import logging
import os
import time
from datetime import datetime, timedelta, timezone

import caldav
import paho.mqtt.publish as publish
import schedule

from .presence import expected_home

logging.basicConfig(level=os.environ.get("LOG_LEVEL", "INFO"), format="%(asctime)s %(levelname)s %(message)s")
log = logging.getLogger("calendar-sync")


def read_password() -> str:
    path = os.environ.get("CALDAV_PASSWORD_FILE")
    if path:
        with open(path, encoding="utf-8") as file:
            return file.read().strip()
    return os.environ.get("CALDAV_PASSWORD", "")


def sync() -> None:
    now = datetime.now(timezone.utc)
    with caldav.DAVClient(
        url=os.environ["CALDAV_URL"], username=os.environ.get("CALDAV_USER"), password=read_password()
    ) as client:
        events = [
            event.icalendar_component
            for calendar in client.principal().calendars()
            for event in calendar.search(start=now, end=now + timedelta(days=2), event=True, expand=True)
        ]
    state = {"events": len(events), "expected_home": expected_home(events, now)}
    publish.single("home/house/calendar", json.dumps(state), hostname=os.environ.get("MQTT_HOST", "mosquitto"), retain=True)
    log.info("published %s", state)


def safely() -> None:
    try:
        sync()
    except Exception:
        log.exception("sync failed, next try in 15 minutes")


schedule.every(15).minutes.do(safely)
safely()
while True:
    schedule.run_pending()
    time.sleep(1)
