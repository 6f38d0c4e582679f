"""What the person who runs it may choose, read from the environment once at start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kr_core.calendar import FiscalYear, parse_day
from kr_core.errors import DefinitionError, UnreadableDay

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Paths and choices. README.md explains each variable."""

    database: Path
    demo_database: Path
    definitions: Path
    demo: bool
    today: date | None


def settings_from(environment: Mapping[str, str]) -> Settings:
    """The settings that an environment gives; what it leaves out has a default that works."""
    database = Path(environment.get("KR_DB") or ROOT / "data" / "kr.db")
    return Settings(
        database=database,
        demo_database=database.with_name("demo.db"),
        definitions=Path(environment.get("KR_DEFINITIONS") or ROOT / "data" / "key_results"),
        demo=environment.get("KR_DEMO", "") not in ("", "0"),
        today=_day(environment.get("KR_TODAY", "")),
    )


def _day(text: str) -> date | None:
    try:
        day = parse_day(text) if text else None
        if day:
            FiscalYear.of(day)
        return day
    except (UnreadableDay, DefinitionError):
        raise SystemExit(
            f"KR_TODAY={text!r} is not a day of this age. Write it like 2025-07-22 or ๒๒ ก.ค. ๒๕๖๘."
        ) from None


SETTINGS = settings_from(os.environ)
