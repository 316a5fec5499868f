from collections.abc import Iterator

from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from .settings import settings

engine = create_engine(settings.postgres_dsn, pool_pre_ping=True, pool_size=5)
factory = sessionmaker(engine)


def get_session() -> Iterator[Session]:
    with factory() as session:
        yield session


def ping() -> bool:
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        return True
    except SQLAlchemyError:
        return False
