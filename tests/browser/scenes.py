"""The dashboards whose pages are looked at, each with the people and things that its pages need."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from kr_app.definitions import as_text, read
from kr_app.identity.accounts import Details, add, first_invitation
from kr_app.rights import Grant, Role
from kr_app.store.links import LinkKind
from kr_core.check_in import CheckIn, Confidence, as_details
from kr_core.evidence import Link
from kr_core.evidence import as_details as evidence_details
from kr_core.log import Kind
from tests.app.cast import someone
from tests.app.entries import CODE, HOST, OTHER, definition, ticked, written
from tests.app.links import linked
from tests.app.papers import FORM, PDF, form, picture, post
from tests.app.people import SignedIn, admin_in, asking, coordinator_in, person_in
from tests.browser.pages import (
    DEMO_CODE,
    DEMONSTRATION,
    EMPTY,
    OFFICE,
    PRIVATE,
    UNDEFINED,
    UNPEOPLED,
    UNREADABLE,
    Page,
)
from tests.serving import Served, serving

LONG = "ผลการดำเนินงานรายไตรมาส" + "ยาวมาก" * 20


@dataclass
class Scene:
    """A running dashboard, who is there by their roles, and what the addresses of its pages name."""

    served: Served
    people: dict[str, SignedIn] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def who(self, page: Page) -> SignedIn | None:
        """Who looks at a page."""
        return self.people.get(page.who)

    def url(self, page: Page, **query: str) -> str:
        """Where a page is."""
        return self.served.url + page.address(self.names, **query)


@contextmanager
def scene(name: str, folder: Path) -> Iterator[Scene]:
    """Run one of them with its file in a folder."""
    settings, furnished = SCENES[name]
    environment = settings(folder)
    with serving(folder, **environment) as served:
        found = Scene(served)
        furnished(found)
        yield found


def _demonstration(here: Scene) -> None:
    """Late in its year, when every kind of thing has happened: a live link, and one sent three days ago."""
    _office_of_two(here)
    served, maker = here.served, here.people["admin"].person
    before = served.now - timedelta(days=3)
    here.names["link"] = linked(served.database, maker, DEMO_CODE, demo=True, made=served.now).token
    agency = linked(served.database, maker, HOST, kind=LinkKind.AGENCY, demo=True, made=served.now)
    here.names["agency"] = agency.token
    here.names["sent"] = linked(served.database, maker, DEMO_CODE, demo=True, as_sent=True, made=before).token


def _office_of_two(here: Scene) -> None:
    """An administrator, and the coordinator of the agency, who may record in the demonstration too."""
    served = here.served
    here.people["admin"] = admin = admin_in(served.database, now=served.now)
    grant = Grant(Role.COORDINATOR, agency=HOST)
    here.people["coordinator"] = person_in(served.database, admin, "coordinator", grant, now=served.now)


def _office(here: Scene) -> None:
    """In the middle of the work: recorded, confirmed, returned, moved, reported, with evidence and with links."""
    served, file = here.served, here.served.database
    here.people["admin"] = admin = admin_in(file, now=served.now)
    here.people["coordinator"] = coordinator = coordinator_in(file, admin, CODE, now=served.now)
    here.people["confirmer"] = confirmer = someone(file, "confirmer", Grant(Role.CONFIRMER, code=CODE), now=served.now)
    invited = Details("ผู้ประสานงานที่ได้รับเชิญ")
    _, invitation = add(asking(file, admin.token, now=served.now), "invited", invited, (Grant(Role.VIEWER),))
    by = {"actor": f"person:{coordinator.person}"}
    first = ticked(file, 1, day=date(2024, 11, 20), note="ผู้บริหารเห็นชอบแล้ว", **by)
    second = ticked(file, 2, day=date(2025, 2, 3), **by)
    third = ticked(file, 3, day=date(2025, 7, 1), **by)
    said = {"actor": f"person:{confirmer.person}"}
    written(file, Kind.CONFIRM, 1, refers_to=first.id, **said)
    written(file, Kind.RETURN, 2, refers_to=second.id, note="โปรดแนบแผนฉบับลงนาม", **said)
    written(file, Kind.PLAN, 4, day=date(2025, 8, 20), note="เลื่อนตามมติที่ประชุม", **by)
    details = evidence_details(Link("https://example.go.th/plan", "แผนสื่อสารเมือง ฉบับเต็ม"))
    written(file, Kind.EVIDENCE, 1, refers_to=first.id, details=details, **by)
    files = (("แผน.pdf", PDF), ("ภาพการประชุม.png", picture(size=(320, 200))))
    sent = form([("links", ""), ("seen", "9999")], *files)
    answer = post(served, f"/key-results/{CODE}/evidence/{first.id}", sent, coordinator, FORM)
    assert answer.status == 303, answer.text
    report = CheckIn(date(2025, 6, 1), "จัดทำร่างแผน", "รอความเห็น", "งบประมาณเพิ่มเติม", Confidence.AT_RISK)
    reported = written(file, Kind.CHECK_IN, day=date(2025, 6, 30), details=as_details(report), **by)
    edited = replace(read(here.served.database.parent / "definitions" / "first.toml"), reporting_interval_days=31)
    version = written(
        file, Kind.DEFINE, details=as_text(edited), note="ปรับรอบการรายงาน", actor=f"person:{admin.person}"
    )
    selection = linked(file, admin.person, CODE, OTHER, title=LONG, as_sent=True, made=served.now)
    here.names |= {
        "tick": str(first.id),
        "third": str(third.id),
        "report": str(reported.id),
        "version": str(version.id),
        "admin": str(admin.person),
        "coordinator": str(coordinator.person),
        "invitation": invitation,
        "selection": selection.token,
        "link": linked(file, admin.person, made=served.now).token,
    }


def _private(here: Scene) -> None:
    """Somebody who may look, and somebody who has no rights yet; links that nobody has opened."""
    _office_of_two(here)
    served, maker = here.served, here.people["admin"].person
    here.people["newcomer"] = someone(served.database, "newcomer", now=served.now)
    before = served.now - timedelta(days=9)
    linked(served.database, maker, kind=LinkKind.SELECTION, title=LONG, made=before, until=before + timedelta(days=7))
    linked(served.database, maker, title=LONG, as_sent=True, made=served.now)
    linked(served.database, maker, made=served.now)


def _unpeopled(here: Scene) -> None:
    """Nobody there yet but the console's one-time address."""
    here.names["set_up"] = first_invitation(here.served.database, here.served.now)


def _definitions(folder: Path) -> str:
    """The first key result with the host's confirmation asked for, and another one."""
    definition(folder / "definitions", "first.toml", ("host_monitors = false", "host_monitors = true"))
    definition(folder / "definitions", "second.toml", (f'code = "{CODE}"', f'code = "{OTHER}"'))
    return str(folder / "definitions")


def _unreadable(folder: Path) -> dict[str, str]:
    """Another program's file in the place of the database."""
    (folder / "kr.db").write_text("ไม่ใช่ฐานข้อมูล", encoding="utf-8")
    return {}


def _undefined(folder: Path) -> dict[str, str]:
    """Two definitions, none of which can be used."""
    (folder / "definitions").mkdir()
    (folder / "definitions" / "first.toml").write_text("code = \n", encoding="utf-8")
    definition(folder / "definitions", "second.toml", ("percent = 80", "percent = 180"))
    return {"KR_TODAY": "2025-07-22", "KR_DEFINITIONS": str(folder / "definitions")}


def _nobody(_: Scene) -> None:
    """There is nothing to furnish."""


_Settings = Callable[[Path], dict[str, str]]
SCENES: dict[str, tuple[_Settings, Callable[[Scene], None]]] = {
    DEMONSTRATION: (lambda _: {"KR_TODAY": "2027-07-22", "KR_DEMO": "1"}, _demonstration),
    EMPTY: (lambda _: {"KR_TODAY": "2026-11-23"}, _office_of_two),
    OFFICE: (lambda folder: {"KR_TODAY": "2025-07-22", "KR_DEFINITIONS": _definitions(folder)}, _office),
    UNPEOPLED: (lambda _: {"KR_TODAY": "2025-07-22"}, _unpeopled),
    PRIVATE: (lambda _: {"KR_TODAY": "2025-07-22", "KR_VIEWING": "private"}, _private),
    UNREADABLE: (_unreadable, _nobody),
    UNDEFINED: (_undefined, _nobody),
}
