import functools
import json

import redis
from fastapi.encoders import jsonable_encoder

from .settings import settings

client = redis.Redis.from_url(settings.redis_url)


def cached(seconds: int):
    """Keep the JSON of an answer in Redis. Without Redis the answer is computed each time."""

    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            key = f"{function.__name__}:{args}:{sorted(kwargs.items())}"
            try:
                hit = client.get(key)
                if hit:
                    return json.loads(hit)
                result = jsonable_encoder(function(*args, **kwargs))
                client.setex(key, seconds, json.dumps(result))
                return result
            except redis.ConnectionError:
                return function(*args, **kwargs)

        return wrapper

    return decorate
