from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=2)


@dataclass(frozen=True)
class Suggestion:
    trigger: str
    action: str
    support: int
    confidence: float


def mine(events: list[tuple[datetime, str]], support: int) -> list[Suggestion]:
    """Pairs of events where the second follows the first within two minutes, often and reliably."""
    seen = Counter(name for _, name in events)
    pairs: Counter[tuple[str, str]] = Counter()
    for index, (at, trigger) in enumerate(events):
        followers = set()
        for later, action in events[index + 1 :]:
            if later - at > WINDOW:
                break
            if action.split("=")[0] != trigger.split("=")[0]:
                followers.add(action)
        pairs.update((trigger, action) for action in followers)
    return sorted(
        (
            Suggestion(trigger, action, count, round(count / seen[trigger], 2))
            for (trigger, action), count in pairs.items()
            if count >= support and count / seen[trigger] >= 0.6
        ),
        key=lambda s: (-s.confidence, -s.support),
    )
