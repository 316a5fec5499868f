from dataclasses import dataclass, field
from typing import Dict


@dataclass
class Reading:
    room: str
    device: str
    values: Dict[str, float] = field(default_factory=dict)


def normalize(topic: str, payload: dict) -> Reading:
    """home/<room>/<device> with a JSON object of numbers. Anything else is a ValueError."""
    parts = topic.split("/")
    if len(parts) != 3 or parts[0] != "home":
        raise ValueError("unexpected topic")
    values = {k: float(v) for k, v in payload.items() if isinstance(v, (int, float)) and not isinstance(v, bool)}
    if not values:
        raise ValueError("no numeric values")
    return Reading(room=parts[1], device=parts[2], values=values)
