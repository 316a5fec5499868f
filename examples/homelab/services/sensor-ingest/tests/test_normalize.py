import pytest

from src.normalize import normalize


def test_numbers_are_kept():
    reading = normalize("home/kitchen/fridge", {"temperature": 4, "door": "closed"})
    assert reading.values == {"temperature": 4.0}


@pytest.mark.parametrize("topic", ["home", "garden/kitchen/fridge", "home/a/b/c"])
def test_other_topics_are_refused(topic):
    with pytest.raises(ValueError):
        normalize(topic, {"temperature": 4})
