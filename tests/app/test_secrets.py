"""After a busy day on a real server, no secret stands anywhere: not in the file, and not on the console."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kr_app.identity import accounts
from kr_app.identity.tokens import digest
from kr_app.web import COOKIE
from tests.app.asks import Answer, ask
from tests.app.contents import contents, kinds
from tests.app.entries import CODE, TODAY
from tests.app.streams import eventually
from tests.app.tabs import Refused, tab
from tests.app.test_readers import CHROME, GOES_THERE
from tests.serving import Served, serving

PASSWORD, WRONG, TYPED_AS_NAME = "seven wooden boats", "eight wooden boats", "nine-wooden-boats"
FORGED = "forged-token-of-somebody-who-was-never-here"


# Each of these was tried and stands in the trail: so every secret had its chance.
TRIED = {
    "signed-in", "signed-out", "sign-in-refused", "invitation-used", "invitation-refused", "link-made",
    "link-viewed", "link-refused", "foreign-host", "foreign-origin", "person-added",
}  # fmt: skip


@dataclass
class Day:
    """What was used, by its name, and the server on which it was."""

    served: Served
    set_up: str
    secrets: dict[str, str] = field(default_factory=dict)

    def post(self, path: str, cookie: str = "", origin: str = "", **fields: str) -> Answer:
        """Send a form."""
        return ask(self.served, path, "POST", form=fields, cookie=cookie, headers={"Origin": origin or self.served.url})

    def signed_in(self, answer: Answer, name: str) -> str:
        """The cookie that an answer gave; its token is a secret from now on."""
        token = re.search(rf"{COOKIE}=([^;]+)", answer.headers["set-cookie"])
        assert token
        self.secrets[name] = token[1]
        return f"{COOKIE}={token[1]}"


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    """Set-up, signing in right and wrong, people, links, forged and foreign requests, open pages, and the end."""
    folder = tmp_path_factory.mktemp("day")
    with serving(folder, KR_TODAY=TODAY) as served:
        found = re.search(r"/account/set-up/(\S+)", served.console.read_text(encoding="utf-8"))
        assert found
        day = Day(served, found[1])
        day.secrets.update(password=PASSWORD, wrong=WRONG, name=TYPED_AS_NAME, forged=FORGED)
        _first_hour(day)
        admin = day.signed_in(day.post("/account/sign-in", name="boss", password=PASSWORD), "second session")
        _people(day, admin)
        _links(day, admin)
        _attacks(day, admin)
        for page in ("", "kr", "update"):
            with tab(served, page, f"kr={CODE}", cookie=admin):
                pass
        assert day.post("/account/sign-out", admin).status == 303
        assert eventually(lambda: set(kinds(served.database)) >= TRIED)
        yield day


def _first_hour(day: Day) -> None:
    way_in = f"/account/set-up/{day.set_up}"
    assert ask(day.served, way_in).status == 200
    assert day.post(way_in, origin="http://evil.example", name="boss").status == 403
    fields = {"name": "boss", "shown": "หัวหน้า", "password": PASSWORD, "again": PASSWORD}
    day.signed_in(day.post(way_in, **fields), "first session")
    assert day.post(way_in, **fields).status in (403, 404, 410)
    for name, password in (("boss", WRONG), (TYPED_AS_NAME, WRONG), (PASSWORD, "x"), (TYPED_AS_NAME, "")):
        assert day.post("/account/sign-in", name=name, password=password).status == 401


def _people(day: Day, admin: str) -> None:
    made = day.post("/account/people/new", admin, name="helper", shown="ผู้ช่วย", role="viewer")
    found = re.search(r"/account/invitation/([\w-]{43})", made.text)
    assert found, made.text[:500]
    day.secrets["invitation"] = found[1]
    address = f"/account/invitation/{found[1]}"
    assert day.post(address, origin="http://evil.example").status == 403
    assert day.post(address, password=PASSWORD, again=WRONG).status == 400
    day.signed_in(day.post(address, password=PASSWORD, again=PASSWORD), "helper's session")
    assert ask(day.served, address).status in (403, 404, 410)


def _links(day: Day, admin: str) -> None:
    form = {"kind": "key-result", "code": CODE, "once": "0123456789abcdef", "ends": "never", "figures": "now"}
    made = day.post("/account/links/new", admin, **form)
    found = re.search(r"/s/([\w-]{43})", made.text)
    assert found, made.text[:500]
    day.secrets["link"] = found[1]
    for path in ("", "/live", "/preview.png"):
        reader = {"User-Agent": CHROME, **GOES_THERE}
        assert ask(day.served, f"/s/{found[1]}{path}", headers=reader).status == 200
    assert ask(day.served, f"/badge/{CODE}.svg?token={found[1]}").status == 200
    assert day.post(f"/s/{found[1]}", origin="http://evil.example").status == 403


def _attacks(day: Day, admin: str) -> None:
    for path in (f"/s/{FORGED}", f"/account/invitation/{FORGED}", f"/account/set-up/{FORGED}", f"/{FORGED}"):
        ask(day.served, path, cookie=f"{COOKIE}={FORGED}")
        ask(day.served, path, headers={"Host": "evil.example"}, cookie=admin)
    with pytest.raises(Refused), tab(day.served, cookie=admin, Origin="http://evil.example"):
        pass
    with tab(day.served, cookie=f"{COOKIE}={FORGED}", X_Kr_Session=FORGED):
        pass


def test_no_secret_stands_in_any_table(day: Day) -> None:
    """Tokens, passwords, and a password that was typed into the wrong field: whole or in large part."""
    text = repr(contents(day.served.database))
    for name, secret in {**day.secrets, "set-up": day.set_up}.items():
        for part in (secret, secret[:16], secret[-16:]):
            assert part not in text, name


def test_no_secret_stands_in_the_bytes_of_the_file(day: Day, tmp_path: Path) -> None:
    """Nor in its journal, where what was changed lives on."""
    for file in day.served.database.parent.glob("kr.db*"):
        content = Path(shutil.copy(file, tmp_path)).read_bytes()
        for name, secret in {**day.secrets, "set-up": day.set_up}.items():
            assert secret[:16].encode() not in content, (name, file.name)


def test_no_secret_stands_on_the_console_but_the_way_in_that_was_printed_on_purpose(day: Day) -> None:
    """Once, with the address in front of it."""
    console = day.served.console.read_text(encoding="utf-8")
    for name, secret in day.secrets.items():
        assert secret[:16] not in console, name
    assert console.count(day.set_up) == 1
    assert "Traceback" not in console


def test_the_day_was_as_busy_as_it_says(day: Day) -> None:
    """The set-up was used, by its hash, and made an administrator."""
    assert digest(day.set_up) in repr(contents(day.served.database)["invitation"])
    assert not accounts.needs_first_admin(day.served.database)
