from contextlib import asynccontextmanager

from apscheduler.schedulers.background import BackgroundScheduler
from fastapi import FastAPI

from shared.health import health
from shared.logging_config import setup_logging
from shared.settings import CommonSettings

from .correlate import Correlation, correlate
from .readings import load_last_hours

settings = CommonSettings(service_name="energy-correlator")
log = setup_logging("energy-correlator", settings.log_level)
latest: list[Correlation] = []


def run() -> None:
    power, events = load_last_hours(settings, hours=24)
    latest[:] = correlate(power, events)
    log.info("found %d correlations", len(latest))


@asynccontextmanager
async def lifespan(app: FastAPI):
    scheduler = BackgroundScheduler()
    scheduler.add_job(run, "interval", minutes=15)
    scheduler.start()
    yield
    scheduler.shutdown(wait=False)


app = FastAPI(title="energy-correlator", lifespan=lifespan)


@app.get("/health")
def get_health():
    return health("energy-correlator")


@app.get("/correlations")
def correlations():
    return sorted(latest, key=lambda c: abs(c.watts), reverse=True)
