from contextlib import asynccontextmanager

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

from shared.health import health
from shared.logging_config import setup_logging
from shared.settings import CommonSettings

from .model import FailureModel

settings = CommonSettings(service_name="device-intelligence")
log = setup_logging("device-intelligence", settings.log_level)
model = FailureModel(path="/app/models/failure.joblib")


class Sample(BaseModel):
    device: str
    battery: float = Field(ge=0, le=100)
    link_quality: float = Field(ge=0, le=255)
    hours_since_seen: float = Field(ge=0)
    restarts_last_week: int = Field(ge=0)


@asynccontextmanager
async def lifespan(app: FastAPI):
    model.load_or_train()
    yield


app = FastAPI(title="device-intelligence", lifespan=lifespan)


@app.get("/health")
def get_health():
    return health("device-intelligence", model=model.ready)


@app.post("/predict")
def predict(sample: Sample):
    if not model.ready:
        raise HTTPException(503, "the model is not trained yet")
    return {"device": sample.device, "failure_probability": model.predict(sample.model_dump(exclude={"device"}))}
