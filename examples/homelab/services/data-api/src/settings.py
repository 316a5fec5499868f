from shared.settings import CommonSettings


class Settings(CommonSettings):
    service_name: str = "data-api"
    cache_seconds: int = 30


settings = Settings()
