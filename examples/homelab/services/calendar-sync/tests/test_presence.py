from datetime import datetime, timedelta, timezone

from icalendar import Event

from calendar_sync.presence import expected_home

NOW = datetime(2025, 3, 1, 12, tzinfo=timezone.utc)


def event(**fields):
    result = Event()
    for name, value in fields.items():
        result.add(name, value)
    return result


def test_away_during_an_event_elsewhere():
    running = event(dtstart=NOW - timedelta(hours=1), dtend=NOW + timedelta(hours=1), location="Office")
    assert not expected_home([running], NOW)


def test_home_during_an_event_without_location():
    running = event(dtstart=NOW - timedelta(hours=1), dtend=NOW + timedelta(hours=1))
    assert expected_home([running], NOW)
