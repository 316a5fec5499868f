import os
from contextlib import asynccontextmanager

import asyncpg
from fastapi import FastAPI, Query, Request
from fastapi.responses import PlainTextResponse

from .render import as_yaml
from .sequences import mine

EVENTS = "SELECT device, state, at FROM events WHERE at > now() - $1 * interval '1 day' ORDER BY at"


@asynccontextmanager
async def lifespan(app: FastAPI):
    dsn = os.environ.get("POSTGRES_DSN", "postgresql://homelab:homelab@postgres:5432/homelab")
    async with asyncpg.create_pool(dsn, min_size=1, max_size=4) as pool:
        app.state.pool = pool
        yield


app = FastAPI(title="automation-miner", lifespan=lifespan)


@app.get("/health")
async def health():
    return {"status": "healthy"}


async def suggestions(request: Request, days: int, support: int):
    rows = await request.app.state.pool.fetch(EVENTS, days)
    return mine([(row["at"], f"{row['device']}={row['state']}") for row in rows], support)


@app.get("/suggestions")
async def get_suggestions(request: Request, days: int = Query(14, ge=1, le=90), support: int = Query(5, ge=2)):
    return await suggestions(request, days, support)


@app.get("/suggestions.yaml", response_class=PlainTextResponse)
async def get_yaml(request: Request, days: int = Query(14, ge=1, le=90), support: int = Query(5, ge=2)):
    return as_yaml(await suggestions(request, days, support))
