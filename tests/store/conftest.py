"""A new database for every test."""

from pathlib import Path

import pytest

from kr_app.store.files import prepare


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A prepared file, alone in its folder."""
    found = tmp_path / "kr.db"
    prepare(found)
    return found
