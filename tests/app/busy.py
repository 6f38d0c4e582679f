"""Key results of any number of levels, and a year in which very much was recorded."""

import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

from kr_app.store.doors import Draft, writing
from kr_core.check_in import CheckIn, as_details
from kr_core.log import Kind
from tests.app.entries import CODE, FIRST, HOST

START = date(2024, 10, 1)
_LEVEL = """[[levels]]
number = {number}
percent = {percent}
activity = "จัดทำแผนสื่อสารเมือง ขั้นที่ {number}"
activity_en = "Write the city communication plan, step {number}"
short = "ขั้นที่ {number}"
short_en = "step {number}"

"""


def definition_of(folder: Path, code: str, top: int) -> Path:
    """The first key result's definition with so many levels, which share 100 percent evenly."""
    levels = "".join(
        _LEVEL.format(number=number, percent=round(100 * number / top, 2) if number < top else 100)
        for number in range(1, top + 1)
    )
    before, _, rest = FIRST.read_text(encoding="utf-8").partition("[[levels]]")
    text = before.replace(f'code = "{CODE}"', f'code = "{code}"') + levels + rest[rest.index("[references]") :]
    folder.mkdir(exist_ok=True)
    (folder / f"{code}.toml").write_text(re.sub(r"\n{3,}", "\n\n", text), encoding="utf-8")
    return folder / f"{code}.toml"


def busy_year(path: Path, code: str, top: int, events: int, today: date) -> None:
    """Ticks, withdrawals, plan changes and reports; at the end every level but the last stands, the newest of today."""
    chance = Random(top)
    with writing(path) as door:
        standing: dict[int, int] = {}
        for number in range(events):
            day = START + timedelta(days=(today - START).days * number // events)
            draft = _draft(chance, standing, f"{code} {number}", code, day, top)
            stored = door.append(draft)
            if draft.kind == Kind.TICK:
                standing[draft.level or 0] = stored.id
        for level in range(1, top + 1):
            day = today if level == top - 1 else START + timedelta(days=300 * level // top)
            bare = Draft(f"{code} at last {level}", _noon(today), "strategy-office", Kind.TICK, code, HOST, level, day)
            if level in standing:
                taken_back = {"once": f"{code} not {level}", "kind": Kind.WITHDRAW, "refers_to": standing[level]}
                door.append(bare._replace(**taken_back, day=None))
            if level < top:
                door.append(bare)


def _draft(chance: Random, standing: dict[int, int], once: str, code: str, day: date, top: int) -> Draft:
    level = chance.randint(1, top)
    bare = Draft(once, _noon(day), "strategy-office", Kind.TICK, code, HOST)
    match chance.choice([Kind.TICK, Kind.TICK, Kind.PLAN, Kind.CHECK_IN]):
        case Kind.CHECK_IN:
            said = CheckIn(day.replace(day=1), "ดำเนินการตามแผน")
            return bare._replace(kind=Kind.CHECK_IN, details=as_details(said))
        case Kind.PLAN:
            due = START + timedelta(days=min(364, 364 * level // top + chance.randint(-9, 9)))
            return bare._replace(kind=Kind.PLAN, level=level, day=due, note="ปรับแผน")
    if level in standing:
        return bare._replace(kind=Kind.WITHDRAW, level=level, refers_to=standing.pop(level))
    return bare._replace(level=level, day=day)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(5), UTC)
