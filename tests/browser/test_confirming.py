"""From the coordinator's tick to the confirmer's word, on a page that is open all the while."""

from playwright.sync_api import expect

from tests.app.asks import ask
from tests.app.cast import cast_in
from tests.app.entries import CODE, definition, log_of
from tests.browser import looks
from tests.browser.conftest import kr_page, settled, sign_in
from tests.browser.test_ticking import confirm, open_level


def test_a_tick_is_hatched_on_an_open_page_and_turns_solid_when_it_is_confirmed(serve, open_page, opens, tmp_path):
    """By itself, in the gauge and in the ladder; the confirmer's form is sent without a browser."""
    asked = definition(tmp_path / "definitions", "asked.toml", ("host_monitors = false", "host_monitors = true"))
    served = serve(KR_TODAY="2025-07-22", KR_DEFINITIONS=str(asked.parent))
    cast = cast_in(served.database, now=served.now)
    page = open_page(kr_page(served))
    page.evaluate("window.sameDocument = true")
    update = open_page(kr_page(served, "update"), cast["coordinator"])
    settled(update)
    open_level(update, "๑")
    confirm(update, "๑")
    bands, ladder = page.locator("#root svg.kr-gauge path.hatch"), page.locator(".st-key-kr_card_ladder")
    expect(bands).to_have_count(1, timeout=20_000)
    expect(page.locator("#root svg.kr-gauge")).to_have_attribute("data-percent", "20")
    expect(ladder).to_contain_text("รอการยืนยันผล", timeout=20_000)
    (claim,) = log_of(served.database)
    form = {"claim": str(claim.id), "level": "1", "seen": str(claim.id), "remark": "", "do": "confirm"}
    path = f"/key-results/{CODE}/confirm"
    deciding = opens(f"{served.url}/healthz")
    sign_in(deciding.context, served.url, cast["confirmer"])
    deciding.goto(served.url + path)
    expect(deciding.get_by_role("button", name="ยืนยันผล: ระดับ ๑")).to_be_visible()
    assert looks.axe_finds(deciding) == ""
    assert looks.axe_finds(page) == ""
    assert ask(served, path, "POST", form=form, cookie=cast["confirmer"].cookie).status == 303
    expect(bands).to_have_count(0, timeout=20_000)
    expect(page.locator("#root svg.kr-gauge")).to_contain_text("ยืนยันผลครบแล้ว")
    expect(ladder).to_contain_text("ยืนยันผลแล้ว", timeout=20_000)
    assert page.evaluate("window.sameDocument") is True
