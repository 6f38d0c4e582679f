"""Which files were committed to since they were last looked at, whoever did it and whatever file stands there now."""

from pathlib import Path

from kr_app.store.errors import StoreError
from kr_app.store.watch import Watch


class Commits:
    """One watch per file. For one thread."""

    def __init__(self) -> None:
        self._watches: dict[Path, Watch] = {}
        self._files: dict[Path, tuple[int, int]] = {}

    def noticed(self, path: Path) -> bool:
        """Whether anything was committed since the last call; true at the first, and for another file in its place."""
        try:
            found = path.stat()
            file = (found.st_dev, found.st_ino)
            if self._files.get(path) == file:
                return self._watches[path].changed()
            self._forget(path)
            self._watches[path] = Watch(path)
            self._files[path] = file
            return True
        except (OSError, StoreError):
            # Whatever is wrong with the file, look at it with new eyes next time.
            self._forget(path)
            return False

    def _forget(self, path: Path) -> None:
        self._files.pop(path, None)
        if old := self._watches.pop(path, None):
            old.close()
