"""A file with somebody who is to be reminded, and runs of the command over it."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from kr_app.rights import Grant, Role
from kr_app.store import reminders as rows
from kr_app.store.doors import reading, writing
from kr_app.store.reminders import Choice
from tests.app.cast import someone
from tests.app.entries import CODE, TODAY, definition, prepared
from tests.app.people import SignedIn
from tests.serving import ROOT

MADE = datetime(2025, 1, 1, tzinfo=UTC)
COORDINATOR = Grant(Role.COORDINATOR, code=CODE)


@dataclass
class Office:
    """A file alone in its folder, and the settings that runs over it have."""

    file: Path
    settings: dict[str, str] = field(default_factory=dict)

    def person(self, name: str, *grants: Grant, **places: str | list[str]) -> SignedIn:
        """Somebody with rights and with places by their way."""
        found = someone(self.file, name, *grants)
        with writing(self.file) as door:
            for way, addresses in places.items():
                for address in [addresses] if isinstance(addresses, str) else addresses:
                    rows.add_place(door, found.person, way, address, MADE)
        return found

    def choose(self, who: SignedIn, choice: Choice) -> None:
        """What somebody does not want, and their language."""
        with writing(self.file) as door:
            rows.choose(door, who.person, choice)

    def start(self, *options: str, **settings: str) -> "subprocess.Popen[str]":
        """Begin a run."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("KR_")}
        env = {**kept, "KR_DB": str(self.file), "KR_TODAY": TODAY, **self.settings, **settings}
        return subprocess.Popen(
            [sys.executable, "-m", "kr_app", "remind", *options],
            cwd=ROOT,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def remind(self, *options: str, **settings: str) -> tuple[int, str, str]:
        """A whole run: how it ended, what it printed, and what it complained of."""
        return ended(self.start(*options, **settings))

    def sent(self) -> dict[str, str]:
        """The outcome of every reminder by its key."""
        with reading(self.file) as door:
            return dict(door.connection.execute("select reminder, outcome from reminder_sent"))


def ended(run: "subprocess.Popen[str]") -> tuple[int, str, str]:
    """How a run ended."""
    out, err = run.communicate(timeout=90)
    return run.returncode, out, err


def office_in(folder: Path, **settings: str) -> Office:
    """One in a folder, with the first key result."""
    definition(folder / "definitions", "communication-plan-2568.toml")
    allowed = {"KR_DEFINITIONS": str(folder / "definitions"), "KR_WEBHOOK_HOSTS": "127.0.0.1"}
    return Office(prepared(folder / "kr.db"), {**allowed, **settings})
