"""What the person who runs it may choose, read from the environment once at start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from kr_core.calendar import FiscalYear
from kr_core.days import parse_day
from kr_core.errors import DefinitionError, UnreadableDay, UnreadableNumber
from kr_core.numbers import parse_number

ROOT = Path(__file__).resolve().parent.parent


DEMONSTRATION = "demo.db"


def is_demonstration(database: Path, demo_database: Path) -> bool:
    """Whether a file is the demonstration's: by its name in any case, or because it is the same one under two names."""
    names = {database.name.casefold(), Path(os.path.realpath(database)).name.casefold()}
    if DEMONSTRATION in names or os.path.realpath(database) == os.path.realpath(demo_database):
        return True
    return database.exists() and demo_database.exists() and database.samefile(demo_database)


@dataclass(frozen=True)
class Settings:
    """Paths and choices. README.md explains each variable."""

    database: Path
    demo_database: Path
    definitions: Path
    demo: bool
    today: date | None
    private: bool
    address: str
    hosts: frozenset[str]
    embedders: tuple[str, ...]
    trail_days: int
    webhook_hosts: frozenset[str]
    evidence_mb: int
    per_address: int
    # Secrets: never printed with the rest.
    mail: str = field(repr=False)
    line: str = field(repr=False)

    @property
    def evidence_bytes(self) -> int:
        """How much evidence one key result may have."""
        return self.evidence_mb * 1024 * 1024


def settings_from(environment: Mapping[str, str]) -> Settings:
    """The settings that an environment gives; what it leaves out has a default that works."""
    database = Path(environment.get("KR_DB") or ROOT / "data" / "kr.db")
    demo_database = database.with_name(DEMONSTRATION)
    if is_demonstration(database, demo_database):
        raise SystemExit(
            f"KR_DB={str(database)!r} is the file of the demonstration, which holds made-up records. Name another file."
        )
    return Settings(
        database=database,
        demo_database=demo_database,
        definitions=Path(environment.get("KR_DEFINITIONS") or ROOT / "data" / "key_results"),
        demo=environment.get("KR_DEMO", "") not in ("", "0"),
        today=_day(environment.get("KR_TODAY", "")),
        private=_viewing(environment.get("KR_VIEWING", "")),
        address=_address(environment.get("KR_ADDRESS", "")),
        hosts=frozenset(name.lower() for name in environment.get("KR_HOSTS", "").split()),
        embedders=tuple(_origin("KR_EMBED", each) for each in environment.get("KR_EMBED", "").split()),
        trail_days=_whole("KR_TRAIL_DAYS", environment.get("KR_TRAIL_DAYS", ""), range(1, 3651), 90, "days"),
        webhook_hosts=frozenset(name.lower() for name in environment.get("KR_WEBHOOK_HOSTS", "").split()),
        evidence_mb=_whole(
            "KR_EVIDENCE_MB", environment.get("KR_EVIDENCE_MB", ""), range(1, 10_000_000), 200, "megabytes"
        ),
        per_address=_whole(
            "KR_PER_ADDRESS", environment.get("KR_PER_ADDRESS", ""), range(10, 1_000_000), 2000, "connections"
        ),
        mail=_mail(environment.get("KR_MAIL", "")),
        line=environment.get("KR_LINE", "").strip(),
    )


def _viewing(text: str) -> bool:
    if text not in ("", "open", "private"):
        raise SystemExit(f"KR_VIEWING={text!r} is neither open nor private.")
    return text == "private"


def _address(text: str) -> str:
    return _origin("KR_ADDRESS", text) if text else ""


def refuse_a_folder(base: str) -> None:
    """Stop where Streamlit was told to answer below a path: our own addresses would not be found there."""
    if base.strip("/"):
        raise SystemExit(
            f"server.baseUrlPath: {base!r} is a path. The dashboard stands at the root of a name or port of its own."
        )


def _origin(name: str, text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme in ("http", "https") and parts.hostname and parts.path.strip("/"):
        raise SystemExit(
            f"{name}: {text!r} has a path, {parts.path}. The dashboard stands at the root of a name or port of its own:"
            f" {parts.scheme}://{parts.netloc}"
        )
    if parts.scheme not in ("http", "https") or not parts.hostname or text.strip("/").count("/") != 2:
        raise SystemExit(f"{name}: {text!r} is not an address. Write it like https://kr.example.go.th")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _mail(text: str) -> str:
    # The value holds a password, so the message does not repeat it.
    if text and not text.startswith(("mailto://", "mailtos://")):
        raise SystemExit(
            "KR_MAIL is not an address of a mail account. Write it like mailtos://name:password@example.go.th"
        )
    return text.strip()


def _whole(name: str, text: str, within: range, otherwise: int, what: str) -> int:
    """A whole number as people write it: 1,000 and ๙๐ as well."""
    try:
        number = parse_number(text, percent=False) if text.strip() else float(otherwise)
    except UnreadableNumber:
        number = -1.0
    if number != int(number) or int(number) not in within:
        raise SystemExit(f"{name}={text!r} is not a number of {what} from {within[0]} to {within[-1]}.")
    return int(number)


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
