from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Device(Base):
    __tablename__ = "devices"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    room: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(50))

    def as_dict(self) -> dict:
        return {"id": self.id, "name": self.name, "room": self.room, "kind": self.kind}
