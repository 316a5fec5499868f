from influxdb_client import InfluxDBClient, Point, WriteOptions

from .normalize import Reading


class InfluxWriter:
    """Batches points in the background: 500 at a time or every five seconds."""

    def __init__(self, url: str, token: str, org: str, bucket: str) -> None:
        self._client = InfluxDBClient(url=url, token=token, org=org)
        self._api = self._client.write_api(write_options=WriteOptions(batch_size=500, flush_interval=5_000))
        self._bucket = bucket

    def write(self, reading: Reading) -> None:
        point = Point("reading").tag("room", reading.room).tag("device", reading.device)
        for name, value in reading.values.items():
            point = point.field(name, value)
        self._api.write(bucket=self._bucket, record=point)

    def close(self) -> None:
        self._api.close()
        self._client.close()
