from fastapi.testclient import TestClient

from src.main import app


def test_health_names_the_service():
    assert TestClient(app).get("/health").json()["service"] == "data-api"
