"""How another database comes into the place of a file: moved there, copied over it, or restored by SQLite itself."""

import shutil
from contextlib import closing
from pathlib import Path

from kr_app.store import engine


def replaced(path: Path, by: Path) -> None:
    """Moved there; the old journal belongs to the old file and goes first."""
    _without_journal(path)
    by.replace(path)


def overwritten(path: Path, by: Path) -> None:
    """Copied over it: the file stays the same one, its content does not."""
    _without_journal(path)
    shutil.copyfile(by, path)


def restored(path: Path, by: Path) -> None:
    """By SQLite's own backup, as `.restore` of its shell does: safe under a running server, in the same file."""
    with closing(engine.connect(str(by))) as source, closing(engine.connect(str(path))) as target:
        source.backup(target)


def _without_journal(path: Path) -> None:
    for companion in ("-wal", "-shm"):
        path.with_name(path.name + companion).unlink(missing_ok=True)
