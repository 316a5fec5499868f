import time

STARTED = time.monotonic()


def health(service: str, **checks: bool) -> dict:
    """The body of every service's /health answer."""
    return {
        "service": service,
        "status": "healthy" if all(checks.values()) else "degraded",
        "uptime_seconds": round(time.monotonic() - STARTED, 1),
        "checks": checks,
    }
