"""Telling that somebody committed, in this process or any other, without reading a row."""

from pathlib import Path

from kr_app.store import engine
from kr_app.store.files import read_only_address
from kr_app.store.situations import translated


class Watch:
    """A connection of its own whose `data_version` moves with every commit by anybody else. For one thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with translated(path):
            self._connection = engine.connect(read_only_address(path), uri=True)
            self._seen = self._now()

    def changed(self) -> bool:
        """Whether anything was committed since the last call."""
        before = self._seen
        with translated(self._path):
            self._seen = self._now()
        return self._seen != before

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def _now(self) -> int:
        return int(self._connection.execute("pragma data_version").fetchone()[0])
