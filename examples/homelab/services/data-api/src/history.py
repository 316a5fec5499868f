from datetime import datetime

from influxdb_client import InfluxDBClient

from .settings import settings

QUERY = """
from(bucket: _bucket)
  |> range(start: _start, stop: _stop)
  |> filter(fn: (r) => r._measurement == "reading" and r.device == _device)
  |> aggregateWindow(every: duration(v: _every), fn: mean, createEmpty: false)
"""


def query_history(device: str, start: datetime, stop: datetime, every: str) -> list[dict]:
    with InfluxDBClient(url=settings.influx_url, token=settings.influx_token, org=settings.influx_org) as client:
        tables = client.query_api().query(
            QUERY,
            params={
                "_bucket": settings.influx_bucket,
                "_start": start,
                "_stop": stop,
                "_device": device,
                "_every": every,
            },
        )
    return [
        {"time": record.get_time(), "field": record.get_field(), "value": record.get_value()}
        for table in tables
        for record in table.records
    ]
