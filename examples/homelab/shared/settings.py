from pydantic_settings import BaseSettings, SettingsConfigDict


class CommonSettings(BaseSettings):
    """Settings that every service reads from its environment."""

    model_config = SettingsConfigDict(env_file=None, extra="ignore")

    service_name: str = "unnamed"
    log_level: str = "INFO"

    mqtt_host: str = "mosquitto"
    mqtt_port: int = 1883
    mqtt_topic: str = "home/#"

    influx_url: str = "http://influxdb:8086"
    influx_org: str = "homelab"
    influx_bucket: str = "sensors"
    influx_token: str = ""

    postgres_dsn: str = "postgresql://homelab:homelab@postgres:5432/homelab"
    redis_url: str = "redis://redis:6379/0"
