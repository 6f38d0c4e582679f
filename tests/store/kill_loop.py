"""Killing writers again and again: `python -m tests.store.kill_loop --kills 300`.

Two processes append to one file, each acknowledging a tick once it is stored. At a seeded moment both are killed with
SIGKILL. Then every acknowledged tick must be in the file, with its id, and the file must be whole.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from kr_app.store.files import prepare
from tests.store.drafts import told
from tests.store.processes import go, line, workers


class Outcome(NamedTuple):
    """What is left after the kills."""

    kills: int
    acknowledged: int
    stored: int
    lost: list[str]
    integrity: str


def _heard(said: list[str]) -> dict[str, int]:
    """The acknowledged once-only ids and their events."""
    return {once: int(event) for event, once in (each.split() for each in said)}


def _killed(path: Path, name: str, chance: random.Random) -> dict[str, int]:
    """Let two writers work and kill them; what they had acknowledged."""
    tasks = [("append_forever", path, f"{name}-{side}") for side in "ab"]
    heard: dict[str, int] = {}
    with workers(*tasks) as (first, second):
        go(first, second)
        said = [line(first) for _ in range(chance.randint(1, 60))]
        # Not for luck: the writers never stop, and this spreads the kill over all the phases of a transaction.
        time.sleep(chance.uniform(0, 0.003))
        for process in chance.sample((first, second), 2):
            process.kill()
        said += _rest(first) + _rest(second)
        heard.update(_heard(said))
    return heard


def _rest(process: subprocess.Popen[str]) -> list[str]:
    """The whole lines that a killed process still had in its pipe."""
    return [each for each in process.stdout.read().splitlines(keepends=True) if each.endswith("\n")]


def kill_loop(path: Path, kills: int, seed: int) -> Outcome:
    """Kill two writers at a time until so many are dead, checking the file after each pair."""
    chance = random.Random(seed)
    prepare(path)
    heard: dict[str, int] = {}
    lost: list[str] = []
    integrity = "ok"
    rows: dict[str, int] = {}
    for pair in range((kills + 1) // 2):
        heard |= _killed(path, f"pair-{pair:04}", chance)
        found = told(path, "pragma integrity_check")[0][0]
        integrity = found if integrity == "ok" else integrity
        rows = dict(told(path, "select once, id from event"))
        lost += [once for once, event in heard.items() if rows.get(once) != event and once not in lost]
    return Outcome(2 * ((kills + 1) // 2), len(heard), len(rows), lost, integrity)


def main() -> int:
    """Run the loop as long as asked; 1 if anything was lost."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=300)
    options.add_argument("--seed", type=int, default=2568)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcome = kill_loop(Path(folder) / "kr.db", asked.kills, asked.seed)
    sys.stdout.write(f"{outcome}\n")
    return 1 if outcome.lost or outcome.integrity != "ok" else 0


if __name__ == "__main__":
    sys.exit(main())
