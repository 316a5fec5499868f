import asyncio
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI, WebSocket, WebSocketDisconnect
from redis.asyncio import Redis

from shared.health import health
from shared.logging_config import setup_logging
from shared.settings import CommonSettings

from .hub import Hub

settings = CommonSettings(service_name="websocket-gateway")
log = setup_logging("websocket-gateway", settings.log_level)
hub = Hub()


async def pump() -> None:
    """Forward what the other services publish in Redis to every open socket."""
    async with Redis.from_url(settings.redis_url, decode_responses=True) as redis:
        async with redis.pubsub() as pubsub:
            await pubsub.psubscribe("events:*")
            async for message in pubsub.listen():
                if message["type"] == "pmessage":
                    await hub.broadcast(message["channel"].removeprefix("events:"), message["data"])


@asynccontextmanager
async def lifespan(app: FastAPI):
    task = asyncio.create_task(pump())
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


app = FastAPI(title="websocket-gateway", lifespan=lifespan)


@app.get("/health")
def get_health():
    return health("websocket-gateway") | {"clients": len(hub)}


@app.websocket("/ws/{topic}")
async def socket(websocket: WebSocket, topic: str):
    await hub.join(topic, websocket)
    try:
        while True:
            await websocket.receive_text()
    except WebSocketDisconnect:
        hub.leave(topic, websocket)
