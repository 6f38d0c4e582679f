"""KR_DB never names the file of the demonstration, in which anybody may write made-up records."""

import os
from pathlib import Path

import pytest

from kr_app.settings import settings_from
from tests.app.entries import prepared


def test_the_file_of_the_demonstration_is_refused_under_whatever_name(tmp_path: Path) -> None:
    """By its name in any case, through a link, and as one file under two names."""
    demo, real = tmp_path / "demo.db", prepared(tmp_path / "kr.db")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    refused = [demo, tmp_path / "Demo.DB", elsewhere / ".." / "demo.db", elsewhere / "demo.db"]
    through = tmp_path / "through.db"
    through.symlink_to(demo)
    for name in [*refused, through]:
        with pytest.raises(SystemExit, match="is the file of the demonstration"):
            settings_from({"KR_DB": str(name)})
    assert settings_from({"KR_DB": str(real)}).database == real
    os.link(real, demo)
    with pytest.raises(SystemExit, match="is the file of the demonstration"):
        settings_from({"KR_DB": str(real)})
    demo.unlink()
    demo.symlink_to(real)
    with pytest.raises(SystemExit, match="is the file of the demonstration"):
        settings_from({"KR_DB": str(real)})
