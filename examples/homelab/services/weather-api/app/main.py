import json
import os

import httpx
from fastapi import FastAPI, HTTPException
from redis.asyncio import Redis, RedisError

from .conditions import describe

LATITUDE = float(os.environ.get("LATITUDE", "52.52"))
LONGITUDE = float(os.environ.get("LONGITUDE", "13.40"))
FORECAST_URL = os.environ.get("FORECAST_URL", "https://api.open-meteo.com/v1/forecast")
CACHE_SECONDS = 600

app = FastAPI(title="weather-api")
redis = Redis.from_url(os.environ.get("REDIS_URL", "redis://redis:6379/1"), decode_responses=True)


@app.get("/health")
async def health():
    return {"status": "healthy"}


async def fetch() -> dict:
    params = {"latitude": LATITUDE, "longitude": LONGITUDE, "current": "temperature_2m,wind_speed_10m,weather_code"}
    async with httpx.AsyncClient(timeout=10) as client:
        response = await client.get(FORECAST_URL, params=params)
        response.raise_for_status()
        return response.json()["current"]


@app.get("/current")
async def current():
    try:
        if hit := await redis.get("weather:current"):
            return json.loads(hit)
    except RedisError:
        pass
    try:
        now = await fetch()
    except httpx.HTTPError as error:
        raise HTTPException(502, f"forecast service: {error}") from error
    answer = {
        "temperature": now["temperature_2m"],
        "wind": now["wind_speed_10m"],
        "conditions": describe(now["weather_code"]),
    }
    try:
        await redis.setex("weather:current", CACHE_SECONDS, json.dumps(answer))
        await redis.publish("events:weather", json.dumps(answer))
    except RedisError:
        pass
    return answer
