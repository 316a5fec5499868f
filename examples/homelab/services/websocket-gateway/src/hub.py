from collections import defaultdict

from fastapi import WebSocket, WebSocketDisconnect


class Hub:
    """Which socket listens to which topic."""

    def __init__(self) -> None:
        self._sockets: dict[str, set[WebSocket]] = defaultdict(set)

    def __len__(self) -> int:
        return sum(len(sockets) for sockets in self._sockets.values())

    async def join(self, topic: str, socket: WebSocket) -> None:
        await socket.accept()
        self._sockets[topic].add(socket)

    def leave(self, topic: str, socket: WebSocket) -> None:
        self._sockets[topic].discard(socket)

    async def broadcast(self, topic: str, data: str) -> None:
        for socket in list(self._sockets.get(topic, ())):
            try:
                await socket.send_text(data)
            except (RuntimeError, WebSocketDisconnect):
                self.leave(topic, socket)
