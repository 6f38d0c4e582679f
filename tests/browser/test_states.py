"""States that nobody plans for: an empty city, a lost connection, very long names."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kr_app.definitions import as_text, read
from kr_core.definition import Text
from kr_core.log import Kind
from tests.app.authors import KEY_RESULT
from tests.app.entries import CODE, FIRST, ticked, written
from tests.app.people import SignedIn
from tests.browser import looks
from tests.browser.conftest import admin_of, kr_page, settled
from tests.serving import Served, serving

LONG = ("ร้อยละความสำเร็จของการพัฒนาระบบบริหารจัดการข้อมูลเพื่อการบริหารเมืองอย่างมีส่วนร่วมและยั่งยืน" * 3)[:200]
LONG_ENGLISH = ("Success of building the system for running the city together and sustainably " * 3)[:200].strip()
# As behind a proxy that lets no socket through: each of them is refused.
ASTRAY = """window.WebSocket = class extends WebSocket {
  constructor(address, ...more) { super(String(address).replace("/_stcore/stream", "/_stcore/nowhere"), ...more) }
}"""


def test_an_empty_city_says_how_it_begins_and_shows_the_first_key_result_by_itself(serve, open_page, windows, tmp_path):
    """The stranger reads who adds it; the administrator is led to the form; the open board follows."""
    (tmp_path / "empty").mkdir()
    served = serve(KR_TODAY="2025-07-22", KR_DEFINITIONS=str(tmp_path / "empty"))
    board = open_page(served.url)
    expect(board.locator("#root").get_by_role("heading", name="ยังไม่มีตัวชี้วัด")).to_be_visible()
    expect(board.locator("#root").get_by_text("ผู้ดูแลระบบจะเพิ่มตัวชี้วัดแรก")).to_be_visible()
    assert looks.axe_finds(board) == ""
    admin = open_page(served.url, admin_of(served))
    admin.locator("#root").get_by_role("link", name="เพิ่มตัวชี้วัด").click()
    expect(admin.get_by_role("heading", name="ตัวชี้วัดใหม่")).to_be_visible()
    written(served.database, Kind.DEFINE, details=as_text(KEY_RESULT))
    expect(board.locator(f"#root a[data-part='card:{CODE}']")).to_be_visible()
    assert board.said == []


def test_a_lost_connection_is_said_and_taken_up_again(tmp_path: Path, open_page: Callable[..., Page]):
    """When the server is gone for a while; nothing that stands on the page is lost, and it follows again."""
    with serving(tmp_path, KR_TODAY="2025-07-22") as served:
        page = open_page(kr_page(served))
        port = int(served.url.rpartition(":")[2])
    lost = page.locator(":is(.kr-session, .kr-news).now").filter(has_text="ขาดการเชื่อมต่อ")
    expect(lost.first).to_be_visible()
    expect(page.locator("#root svg.kr-gauge")).to_be_visible()
    with serving(tmp_path, port, KR_TODAY="2025-07-22") as served:
        expect(lost).to_have_count(0)
        ticked(served.database, 1)
        expect(page.locator("#root svg.kr-gauge")).to_have_attribute("data-percent", "20")


def test_a_page_whose_socket_nobody_lets_through_says_so_and_not_that_it_opens(
    served: Served, windows: Callable[..., Page], coordinator: SignedIn
):
    """What was drawn beforehand stays; where nothing was there is no waiting without an end."""
    page = windows(served.url, coordinator, viewport={"width": 360, "height": 900})
    page.add_init_script(ASTRAY)
    page.goto(f"{served.url}/update?kr={CODE}")
    expect(page.get_by_role("alert").filter(has_text="หน้านี้เชื่อมต่อกับระบบไม่ได้")).to_be_visible()
    expect(page.get_by_text("กำลังเปิด")).to_be_hidden()
    assert looks.axe_finds(page) == ""
    page.goto(kr_page(served))
    expect(page.get_by_role("alert").filter(has_text="หน้านี้เชื่อมต่อกับระบบไม่ได้")).to_be_visible()
    expect(page.locator("#kr-first svg.kr-gauge")).to_be_visible()
    page.close()


@pytest.fixture(scope="module")
def longwinded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A key result whose names have 200 characters without a space in Thai."""
    form = read(FIRST)
    host = type(form.host)(form.host.id, Text(LONG, LONG_ENGLISH), form.host.role, form.host.target, form.host.duty)
    named = type(form)(**{**vars(form), "name": Text(LONG, LONG_ENGLISH), "agencies": (host,)})
    with serving(tmp_path_factory.mktemp("long"), KR_TODAY="2025-07-22") as running:
        written(running.database, Kind.DEFINE, details=as_text(named))
        ticked(running.database, 1)
        yield running


@pytest.fixture(scope="module")
def inside(longwinded: Served) -> SignedIn:
    """Somebody who may do everything there."""
    return admin_of(longwinded)


@pytest.mark.parametrize("path", ["", f"kr?kr={CODE}", f"kr?kr={CODE}&lang=en", f"update?kr={CODE}&level=2", "wall"])
def test_names_of_two_hundred_characters_fit_a_phone(
    longwinded: Served, inside: SignedIn, windows: Callable[..., Page], path: str
):
    """Broken into lines, never sideways."""
    address = f"{longwinded.url}/{path}"
    page = windows(address, inside, viewport={"width": 360, "height": 740})
    page.goto(address)
    if path != "wall":
        settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_names_of_two_hundred_characters_fit_a_wall(longwinded: Served, windows: Callable[..., Page]):
    """Nobody can scroll there."""
    for width, height in ((1920, 1080), (3840, 2160)):
        page = windows(f"{longwinded.url}/wall", viewport={"width": width, "height": height})
        page.goto(f"{longwinded.url}/wall")
        for piece in (".kr-sentence", ".kr-stairs", ".kr-age", ".kr-gauge", ".kr-chips"):
            box = page.locator(piece).bounding_box()
            assert box is not None
            assert box["y"] >= 0, piece
            assert box["y"] + box["height"] <= height, piece
