"""Every kind of open page under every loss of its connection: `python -m tests.bench.losing [--seconds 20 140 600]`.

For each duration and each disturbance (connections killed, stalled, swallowed; the service ended and started anew,
politely and by SIGKILL) the pages stand open, with typed text, at an address of their own. Afterwards each is asked
whether it is whole, what it said, whether the text is there, and whether one press of Confirm stored once.
"""

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from kr_app.rights import Grant, Role
from tests.app.cast import someone
from tests.app.entries import definition, log_of, ticked
from tests.browser.conftest import DURING_THE_YEAR, WIDE, settled, sign_in
from tests.chromium import FLAGS, browser_path
from tests.relay import Relay, relayed
from tests.serving import CODE, Served, free_port, serving

NOTE = "พิมพ์ค้างไว้ระหว่างที่สายขาด"
COMES_BACK_WITHIN = 75.0
DISTURBANCES = ("killed", "stalled", "swallowed")
RESTARTS = ("restarted", "killed by SIGKILL")
_HEARD = """
window.heard = []
new MutationObserver(() => {
  for (const news of document.querySelectorAll(".kr-news.now, .kr-session.now")) {
    if (window.heard.at(-1) !== news.textContent) window.heard.push(news.textContent)
  }
}).observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
"""


@dataclass
class Open:
    """A page that stands open, at the address of a relay."""

    kind: str
    code: str
    page: Page

    @property
    def recording(self) -> bool:
        """Whether a form is open in it."""
        return self.kind in ("record", "withdraw")


def opened(context: BrowserContext, anonymous: BrowserContext, url: str, code: str) -> list[Open]:
    """One page of each kind. The one that records has files, a day, a note and a box; the other a reason."""
    kinds = {
        "board": (anonymous, "/?"),
        "key result": (context, f"/kr?kr={code}"),
        "key result, not signed in": (anonymous, f"/kr?kr={code}"),
        "looking back": (context, f"/kr?kr={code}&step=1"),
        "record": (context, f"/update?kr={code}&level=2"),
        "withdraw": (context, f"/update?kr={code}&level=1"),
    }
    made = []
    for kind, (where, path) in kinds.items():
        page = where.new_page()
        page.goto(f"{url}{path}&lang=en")
        settled(page)
        page.evaluate(_HEARD)
        made.append(Open(kind, code, page))
        if kind == "record":
            page.locator(".st-key-ticking_day_2 input").fill("1/7/2568")
            page.locator(".st-key-ticking_note_2 textarea").fill(NOTE)
        elif kind == "withdraw":
            page.locator(".st-key-ticking_reason_1 textarea").fill(NOTE)
    return made


def press(each: Open) -> None:
    """The button of the form."""
    name = "Confirm level 2" if each.kind == "record" else "Withdraw the record"
    button = each.page.get_by_role("button", name=name, exact=True)
    if button.count():
        button.click()


def whole(page: Page) -> bool:
    """Whether the page knows its session, waiting for it as long as a person would."""
    until = time.monotonic() + COMES_BACK_WITHIN
    while time.monotonic() < until:
        if page.evaluate("krSession.connected && krSession.whole"):
            return True
        page.wait_for_timeout(300)
    return False


def waits_for(page: Page, script: str) -> bool:
    """Whether something comes true on a page within the time that a person would wait."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if page.evaluate(script):
            return True
        page.wait_for_timeout(200)
    return False


def outcome(each: Open, served: Served) -> str:
    """What became of a page, in a few words."""
    page, said = each.page, []
    said.append("whole" if whole(page) else "NOT WHOLE")
    heard = page.evaluate("heard")
    told = [
        name
        for name, words in (("lost", "is lost"), ("held", "Not done yet"), ("back", "is back"))
        if _any(heard, words)
    ]
    said.append("said " + "+".join(told) if told else "said nothing")
    if each.recording:
        said.append(_recorded(each, served))
    elif each.kind == "looking back":
        page.get_by_role("link", name="Overview").first.click()
        said.append("leads on" if waits_for(page, "location.pathname === '/'") else "LEADS NOWHERE")
    return ", ".join(said)


def _any(heard: list[str], words: str) -> bool:
    return any(words in text for text in heard)


def _recorded(each: Open, served: Served) -> str:
    kind = "tick" if each.kind == "record" else "withdraw"
    field = each.page.locator(".st-key-kr_form_open textarea").first
    kept = not field.count() or field.input_value() == NOTE
    press(each)
    waits_for(each.page, "!document.querySelector('.st-key-kr_form_open')")
    found = [event for event in log_of(served.database) if event.code == each.code and event.note == NOTE]
    stored = sum(event.kind == kind for event in found)
    return f"text {'kept' if kept else 'LOST'}, stored {stored if stored == 1 else f'{stored} TIMES'}"


def follows(each: Open) -> str:
    """Whether what somebody else records now reaches the page, and all of it."""
    if each.kind.startswith("key result"):
        got = waits_for(each.page, "document.querySelector('.st-key-kr_card_ladder')?.textContent.includes('10 Jul')")
        return ", follows" if got else ", DOES NOT FOLLOW"
    return ""


@contextmanager
def service(folder: Path, port: int) -> Iterator[Served]:
    """The dashboard with a key result for each disturbance."""
    with serving(folder, port, KR_TODAY=DURING_THE_YEAR, KR_DEFINITIONS=str(folder / "definitions")) as running:
        yield running


def code_of(number: int) -> str:
    """The key result of one disturbance."""
    return f"plan-{number}-2568"


def prepare(folder: Path, count: int) -> None:
    """Definitions before the service starts."""
    for number in range(count):
        definition(folder / "definitions", f"{number}.toml", (f'code = "{CODE}"', f'code = "{code_of(number)}"'))


def lose(browser: Browser, folder: Path, seconds: int, table: dict[tuple[str, str], str]) -> None:
    """All disturbances of one duration at once."""
    prepare(folder, len(DISTURBANCES))
    with service(folder, free_port()) as served, ExitStack() as stack:
        who = someone(served.database, "admin", Grant(Role.ADMIN), now=served.now)
        context, anonymous = (browser.new_context(**WIDE) for _ in range(2))
        sign_in(context, served.url, who)
        relays: list[Relay] = [stack.enter_context(relayed(served.url)) for _ in DISTURBANCES]
        pages: list[list[Open]] = []
        for number, relay in enumerate(relays):
            ticked(served.database, 1, code=code_of(number))
            pages.append(opened(context, anonymous, relay.url, code_of(number)))
        relays[0].kill()
        relays[1].stall()
        relays[2].swallow()
        begun = time.monotonic()
        wait(pages[0][0].page, seconds / 2)
        for each in (each for row in pages for each in row if each.kind == "withdraw"):
            press(each)
        wait(pages[0][0].page, seconds - (time.monotonic() - begun))
        for relay in relays:
            relay.mend()
        for name, row, number in zip(DISTURBANCES, pages, range(3), strict=True):
            look(row, served, number, f"{name} for {seconds} s", table)
        context.close()
        anonymous.close()


def restart(browser: Browser, folder: Path, kind: str, table: dict[tuple[str, str], str]) -> None:
    """The service is ended, politely or not, and started anew at the same address."""
    prepare(folder, 1)
    port = free_port()
    first: AbstractContextManager[Served] = service(folder, port)
    served = first.__enter__()
    who = someone(served.database, "admin", Grant(Role.ADMIN), now=served.now)
    context, anonymous = (browser.new_context(**WIDE) for _ in range(2))
    sign_in(context, served.url, who)
    ticked(served.database, 1, code=code_of(0))
    row = opened(context, anonymous, served.url, code_of(0))
    if kind != "restarted" and served.process.pid:
        os.kill(served.process.pid, signal.SIGKILL)
    first.__exit__(None, None, None)
    for each in row:
        if each.kind == "withdraw":
            press(each)
    with service(folder, port) as served:
        look(row, served, 0, kind, table)
    context.close()
    anonymous.close()


def look(row: list[Open], served: Served, number: int, disturbance: str, table: dict[tuple[str, str], str]) -> None:
    """Ask every page, then record something and see who follows."""
    for each in row:
        table[each.kind, disturbance] = outcome(each, served)
    ticked(served.database, 3, code=code_of(number))
    for each in row:
        table[each.kind, disturbance] += follows(each)
        print(f"| {each.kind} | {disturbance} | {table[each.kind, disturbance]} |", flush=True)


def wait(page: Page, seconds: float) -> None:
    """Let time pass for the pages."""
    page.wait_for_timeout(max(0.0, seconds) * 1000)


def main(arguments: list[str]) -> int:
    """Print the table; 1 if anything was lost."""
    parser = argparse.ArgumentParser(description="Every kind of open page under every loss of its connection")
    parser.add_argument("--seconds", type=int, nargs="*", default=[20, 140, 600])
    parser.add_argument("--no-restarts", action="store_true")
    chosen = parser.parse_args(arguments)
    table: dict[tuple[str, str], str] = {}
    print("| page | disturbance | outcome |\n| --- | --- | --- |", flush=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as made:
        found = browser_path()
        browser = playwright.chromium.launch(args=list(FLAGS), **({"executable_path": found} if found else {}))
        for kind in () if chosen.no_restarts else RESTARTS:
            restart(browser, folder_for(Path(made), kind), kind, table)
        for seconds in chosen.seconds:
            lose(browser, folder_for(Path(made), str(seconds)), seconds, table)
        browser.close()
    wrong = [what for what in table.values() if any(word.isupper() and len(word) > 2 for word in what.split())]
    print(f"{len(table)} outcomes, {len(wrong)} wrong", flush=True)
    return 1 if wrong else 0


def folder_for(above: Path, name: str) -> Path:
    """A folder of its own for one service."""
    folder = above / name.replace(" ", "-")
    folder.mkdir()
    return folder


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
