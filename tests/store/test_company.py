"""Another program at the same file: a backup while the dashboard runs takes nothing away from it."""

import subprocess
import sys
from pathlib import Path

from kr_app.store.doors import reading
from kr_app.store.watch import Watch
from tests.store.drafts import draft, stored

BACKUP = """
import sys
from sqlite_utils.utils import sqlite3
connection = sqlite3.connect(sys.argv[1])
connection.execute("vacuum into '" + sys.argv[1] + "." + sys.argv[2] + "'")
connection.close()
"""


def test_a_backup_by_another_program_between_two_ticks_takes_no_journal_away(path: Path) -> None:
    """While a page is open, that is: its watch holds the file."""
    watch = Watch(path)
    for number in range(1, 4):
        stored(path, draft(f"once-only-{number}"))
        subprocess.run([sys.executable, "-c", BACKUP, str(path), str(number)], check=True, timeout=60)
        assert path.with_name(path.name + "-wal").exists()
        assert watch.changed()
        with reading(path) as log:
            assert log.version() == number
    watch.close()
