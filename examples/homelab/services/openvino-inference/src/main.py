from contextlib import asynccontextmanager

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

from shared.health import health
from shared.logging_config import setup_logging

from .embedder import Embedder

log = setup_logging("openvino-inference")
embedder = Embedder(model="sentence-transformers/all-MiniLM-L6-v2", device="CPU")


class EmbedRequest(BaseModel):
    texts: list[str] = Field(min_length=1, max_length=64)


@asynccontextmanager
async def lifespan(app: FastAPI):
    embedder.load()
    log.info("model loaded")
    yield


app = FastAPI(title="openvino-inference", lifespan=lifespan)


@app.get("/health")
def get_health():
    return health("openvino-inference", model=embedder.ready)


@app.post("/embed")
def embed(request: EmbedRequest):
    if not embedder.ready:
        raise HTTPException(503, "the model is still loading")
    return {"vectors": embedder.embed(request.texts)}
