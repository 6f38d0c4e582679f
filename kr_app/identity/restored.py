"""After a restore: what was ended since the copy was made does not come back to life."""

import logging
from datetime import datetime
from pathlib import Path

from kr_app.identity import trail
from kr_app.identity.trail import What
from kr_app.store import stamp
from kr_app.store.doors import reading, writing

_log = logging.getLogger(__name__)


def look(path: Path, now: datetime) -> bool:
    """Compare the file with its stamp, end what came back if it is an older one, and keep its stamp. Says if it was."""
    known = stamp.kept(path)
    with reading(path) as door:
        current = stamp.of(door)
        older = known is not None and current != known and stamp.is_older(door, known)
    if known is not None and older:
        _log.warning("another copy stands in the place of %s: everybody signs in again", path.name)
        with writing(path) as door:
            stamp.end_what_came_back(door, known, now)
            trail.write(door, now, What.FILE_RESTORED)
            current = stamp.of(door)
    if current != known:
        stamp.keep(path, current)
    return older
