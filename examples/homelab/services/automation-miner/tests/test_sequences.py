from datetime import datetime, timedelta

from miner.sequences import mine


def test_a_habit_is_found():
    start = datetime(2025, 1, 1, 18)
    events = []
    for day in range(6):
        events.append((start + timedelta(days=day), "door=open"))
        events.append((start + timedelta(days=day, seconds=20), "light.hall=on"))
    [found] = mine(events, support=5)
    assert (found.trigger, found.action, found.confidence) == ("door=open", "light.hall=on", 1.0)
