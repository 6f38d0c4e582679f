"""What nobody outside may read stands in no public answer: the coordinator's name and phone, internal notes, people."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from starlette.routing import Route

from kr_app.rights import Grant, Role
from kr_app.server import routes
from kr_app.store.doors import writing
from kr_app.store.links import LinkKind
from kr_core.log import Kind
from tests.app.asks import ask
from tests.app.cast import someone
from tests.app.entries import CODE, HOST, TODAY, definition, prepared, ticked, written
from tests.app.links import Made, linked
from tests.app.people import SignedIn
from tests.app.streams import listening
from tests.app.tabs import tab
from tests.serving import Served, serving

# Seeded where nobody outside may look. Plain letters and digits: they stand as they are in HTML, JSON and SVG.
NAME, PHONE, NOTE = "Markname", "0987650001", "marknote"
SHOWN, SIGN_IN, POSITION, ISSUER = "Markshown", "marksignin", "markposition", "markissuer"
MARKS = [NAME, PHONE, NOTE, SHOWN, SIGN_IN, POSITION, ISSUER]
ADDRESSES = (
    "/?",
    f"/?kr={CODE}",
    "/kr?",
    f"/kr?kr={CODE}",
    "/update?",
    f"/update?kr={CODE}",
    f"/update?kr={CODE}&level=1",
)
VIEWS = [address + more for address in ADDRESSES for more in ("", "&lang=en&digits=arabic")]


@dataclass(frozen=True)
class Seeded:
    """The server, somebody whose name is a mark, and links of every kind."""

    served: Served
    person: SignedIn
    links: list[Made]

    @property
    def addresses(self) -> list[str]:
        """Every address of ours, with what exists in place of its parameters."""
        token, found = self.links[0].token, set()
        known = {"code": CODE, "person": str(self.person.person), "token": token, "name": "card.js"}
        for route in routes:
            if isinstance(route, Route):
                found.add(route.path_format.format(**{name: known.get(name, "x") for name in route.param_convertors}))
        cards = {f"{link.path}{more}" for link in self.links for more in ("", "?kiosk=1", "?now=1&lang=en", "/live")}
        badges = {f"/badge/{CODE}.svg?token={link.token}" for link in self.links}
        return sorted(
            {*found, *cards, *badges, "/?kiosk=1", "/wall?lang=en", "/_stcore/metrics", "/_stcore/host-config"}
        )


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seeded]:
    """Marks in the definition, in internal notes, in names of people; on an open dashboard."""
    folder = tmp_path_factory.mktemp("seeded")
    file = prepared(folder / "kr.db")
    definition(folder / "definitions", "first.toml", ('name = "นางสาวดี เทศกุล"', f'name = "{NAME}"'), ("๑๓๗๖", PHONE))
    person = someone(file, SIGN_IN, Grant(Role.ADMIN))
    with writing(file) as door:
        door.connection.execute(
            "update person set shown = ?, position = ?, issuer = ?, subject = ? where id = ?",
            (SHOWN, POSITION, ISSUER, ISSUER, person.person),
        )
    actor = f"person:{person.person}"
    for level in (1, 2, 3):
        ticked(file, level, actor=actor, note=f"{NOTE} {level}", internal=True)
    written(file, Kind.WITHDRAW, 3, actor=actor, note=NOTE, refers_to=3, internal=True)
    links = [
        linked(file, person.person),
        linked(file, person.person, as_sent=True),
        linked(file, person.person, CODE, kind=LinkKind.SELECTION, title="public"),
        linked(file, person.person, HOST, kind=LinkKind.AGENCY),
    ]
    with serving(folder, KR_TODAY=TODAY, KR_DEFINITIONS=str(folder / "definitions")) as served:
        yield Seeded(served, person, links)


def marks_in(text: str) -> list[str]:
    """Those that stand there."""
    return [mark for mark in MARKS if mark in text]


def test_no_public_address_says_anything_personal(seeded: Seeded) -> None:
    """As a browser and as a program asks."""
    assert len(seeded.addresses) > 30
    for address in [*VIEWS, *seeded.addresses]:
        for accept in ("text/html", "*/*"):
            answer = ask(seeded.served, address, headers={"Accept": accept})
            assert answer.status < 500, address
            assert not marks_in(answer.text), (address, accept)


@pytest.mark.parametrize("view", VIEWS)
def test_no_page_that_runs_says_anything_personal(seeded: Seeded, view: str) -> None:
    """Everything that Streamlit sends, and again after something new was heard."""
    path, _, query = view.partition("?")
    with tab(seeded.served, path.strip("/"), query) as opened:
        assert not marks_in(opened.text)
        assert not marks_in(opened.load().text)
        if "kr=" in query and path != "/":
            assert not marks_in(opened.hear(4).text)


def test_no_stream_says_anything_personal(seeded: Seeded) -> None:
    """What open pages are told when somebody records a level with an internal note."""
    live = [f"{link.path}/live" for link in seeded.links if link is not seeded.links[1]]
    streams = ["/live?after=x", f"/live?kr={CODE}&after=x", f"/live?kr={CODE}&lang=en&after=x", "/wall/live?after=x"]
    with ExitStack() as stack:
        heard = [stack.enter_context(listening(seeded.served, path)) for path in [*streams, *live]]
        first = [stream.next() for stream in heard]
        ticked(seeded.served.database, 4, actor=f"person:{seeded.person.person}", note=NOTE, internal=True)
        second = [stream.next() for stream in heard]
    for message in [*first, *second]:
        assert message.parts
        assert not marks_in(message.raw.decode())
        assert not marks_in(json.dumps(message.parts, ensure_ascii=False))


def test_whoever_is_signed_in_does_see_them(seeded: Seeded) -> None:
    """So the marks stood where they are looked for."""
    with tab(seeded.served, "kr", f"kr={CODE}&lang=en&digits=arabic", cookie=seeded.person.cookie) as opened:
        assert set(marks_in(opened.text)) == {NAME, PHONE, NOTE, SHOWN}
    people = ask(seeded.served, f"/account/people/{seeded.person.person}", cookie=seeded.person.cookie).text
    assert {SHOWN, SIGN_IN, POSITION, ISSUER} <= set(marks_in(people))
