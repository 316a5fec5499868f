from datetime import datetime, timedelta

from src.correlate import correlate


def test_a_kettle_is_found():
    start = datetime(2025, 1, 1)
    power = [(start + timedelta(seconds=10 * i), 2200.0 if (i // 12) % 2 else 200.0) for i in range(120)]
    events = [(start + timedelta(seconds=10 * i), "kettle", "on") for i in (12, 36, 60)]
    [found] = correlate(power, events)
    assert found.device == "kettle" and found.watts == 2000.0
