"""Everything that stands in a file, table by table, through the product's own door."""

from collections import Counter
from pathlib import Path

from kr_app.store.doors import reading

Contents = dict[str, list[tuple[object, ...]]]


def contents(path: Path, *without: str) -> Contents:
    """The rows of every table, but for some tables."""
    with reading(path) as door:
        names = [name for (name,) in door.connection.execute("select name from sqlite_schema where type = 'table'")]
        return {
            name: [tuple(row) for row in door.connection.execute(f"select * from {name}")]
            for name in names
            if name not in without and name != "sqlite_sequence"
        }


def kinds(path: Path) -> Counter[str]:
    """How often each kind of entry stands in the trail, counting those that were kept as one."""
    found: Counter[str] = Counter()
    with reading(path) as door:
        for what, times in door.connection.execute("select what, sum(times) from trail group by what"):
            found[what] += times
    return found
