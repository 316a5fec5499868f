from datetime import date, datetime, time, timezone


def _as_time(value: date) -> datetime:
    """All-day events carry a date: they end at midnight."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=timezone.utc)
    return datetime.combine(value, time.min, timezone.utc)


def expected_home(events: list, now: datetime) -> bool:
    """Nobody is expected at home while an event with a location runs."""
    for event in events:
        if "LOCATION" not in event or "DTSTART" not in event:
            continue
        start = _as_time(event["DTSTART"].dt)
        end = _as_time(event["DTEND"].dt) if "DTEND" in event else start
        if start <= now < end:
            return False
    return True
