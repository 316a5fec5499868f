"""WMO weather codes, shortened to what the dashboard has icons for."""

RANGES = (
    (0, "clear"),
    (3, "cloudy"),
    (48, "fog"),
    (67, "rain"),
    (77, "snow"),
    (82, "rain"),
    (86, "snow"),
    (99, "thunderstorm"),
)


def describe(code: int) -> str:
    for upper, name in RANGES:
        if code <= upper:
            return name
    return "unknown"
