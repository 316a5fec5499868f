from datetime import datetime

from influxdb_client import InfluxDBClient

from shared.settings import CommonSettings

POWER = 'from(bucket: b) |> range(start: -{h}h) |> filter(fn: (r) => r._field == "power_total")'
EVENTS = 'from(bucket: b) |> range(start: -{h}h) |> filter(fn: (r) => r._measurement == "state")'


def load_last_hours(
    settings: CommonSettings, hours: int
) -> tuple[list[tuple[datetime, float]], list[tuple[datetime, str, str]]]:
    with InfluxDBClient(url=settings.influx_url, token=settings.influx_token, org=settings.influx_org) as client:
        api = client.query_api()
        params = {"b": settings.influx_bucket}
        power = [
            (record.get_time(), float(record.get_value()))
            for table in api.query(POWER.format(h=hours), params=params)
            for record in table.records
        ]
        events = [
            (record.get_time(), record["device"], str(record.get_value()))
            for table in api.query(EVENTS.format(h=hours), params=params)
            for record in table.records
        ]
    return sorted(power), sorted(events)
