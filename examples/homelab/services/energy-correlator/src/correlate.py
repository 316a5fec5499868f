from bisect import bisect_left
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean

WINDOW = timedelta(seconds=60)


@dataclass(frozen=True)
class Correlation:
    device: str
    state: str
    watts: float
    samples: int


def correlate(power: list[tuple[datetime, float]], events: list[tuple[datetime, str, str]]) -> list[Correlation]:
    """How much the house's power changes in the minute after a device changes state."""
    times = [time for time, _ in power]
    changes: dict[tuple[str, str], list[float]] = {}
    for time, device, state in events:
        before = power[bisect_left(times, time - WINDOW) : bisect_left(times, time)]
        after = power[bisect_left(times, time) : bisect_left(times, time + WINDOW)]
        if before and after:
            delta = fmean(value for _, value in after) - fmean(value for _, value in before)
            changes.setdefault((device, state), []).append(delta)
    return [
        Correlation(device, state, round(fmean(deltas), 1), len(deltas))
        for (device, state), deltas in changes.items()
        if len(deltas) >= 3
    ]
