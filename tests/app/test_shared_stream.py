"""One stream for all open pages of a browser: each page is answered as it would be alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest

from kr_app.rights import Grant, Role
from tests.app.asks import ask
from tests.app.cast import someone
from tests.app.entries import CODE, OTHER, TODAY, ticked, two_definitions
from tests.app.links import linked, revoked
from tests.app.people import SignedIn
from tests.app.streams import eventually
from tests.serving import Served, serving


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server in private viewing: only links let strangers listen."""
    folder = tmp_path_factory.mktemp("shared-stream")
    definitions = str(two_definitions(folder / "definitions"))
    with serving(folder, KR_TODAY=TODAY, KR_DEFINITIONS=definitions, KR_VIEWING="private") as running:
        yield running


@pytest.fixture(scope="module")
def admin(live: Served) -> SignedIn:
    """Who may see how many listen."""
    return someone(live.database, "sender", Grant(Role.ADMIN), now=live.now)


@pytest.fixture(scope="module")
def sender(admin: SignedIn) -> int:
    """Whoever makes the links."""
    return admin.person


class Heard:
    """What comes by a shared stream: for which page, which kind, and the text."""

    def __init__(self, response: object) -> None:
        self._response = response

    def next(self) -> tuple[int, str, str]:
        """The next words; those that only say "still there" are left out after the first."""
        page = -1
        while True:
            block = b"".join(iter(self._response.readline, b"\n")).decode()  # type: ignore[attr-defined]
            assert block, "the server closed the stream"
            fields = dict(line.split(": ", 1) for line in block.splitlines())
            if fields.get("event") == "to":
                page = int(fields["data"])
            elif "data" in fields:
                return page, fields.get("event", "told"), fields["data"]


@contextmanager
def sharing(served: Served, *addresses: str) -> Iterator[Heard]:
    """A browser with several pages open."""
    parts = urlsplit(served.url)
    connection = HTTPConnection(str(parts.hostname), parts.port, timeout=10)
    asked = urlencode([("on", address) for address in addresses])
    connection.request("GET", f"/streams?{asked}", headers={"Accept": "text/event-stream"})
    response = connection.getresponse()
    try:
        assert response.status == 200
        yield Heard(response)
    finally:
        response.close()
        connection.close()


def first_words(heard: Heard, pages: int) -> dict[int, list[str]]:
    """The kinds of what each page is told at once: let in with the newest, or not."""
    kinds: dict[int, list[str]] = {page: [] for page in range(pages)}
    while any(not said or said == ["beat"] for said in kinds.values()):
        page, kind, _ = heard.next()
        kinds[page].append(kind)
    return kinds


def test_each_page_is_let_in_or_kept_out_by_its_own_right(live: Served, sender: int) -> None:
    """Two links that open, one that does not, the board of a private dashboard, and addresses that are no streams."""
    one, two = linked(live.database, sender), linked(live.database, sender, OTHER)
    pages = [
        f"{one.path}/live",
        "/s/forged/live",
        f"{two.path}/live?lang=en",
        "/live",
        f"/live?kr={CODE}",
        "/wall/live",
    ]
    pages += ["/account/people", "/healthz", f"{one.path}/live/x", "//elsewhere.example/live"]
    with sharing(live, *pages) as heard:
        kinds = first_words(heard, len(pages))
    assert [kinds.pop(page) for page in (0, 2)] == [["beat", "told"]] * 2
    assert set(map(tuple, kinds.values())) == {("gone",)}


def test_each_page_hears_what_concerns_it_and_a_link_that_ends_takes_the_others_nothing(
    live: Served, sender: int
) -> None:
    """In the words of its own reader."""
    one, two = linked(live.database, sender), linked(live.database, sender, OTHER)
    with sharing(live, f"{one.path}/live", f"{two.path}/live?lang=en") as heard:
        first_words(heard, 2)
        ticked(live.database, 1, code=OTHER)
        page, kind, text = heard.next()
        assert (page, kind) == (1, "told")
        assert "Level 1" in text
        revoked(live.database, one)
        assert heard.next()[:2] == (0, "gone")
        ticked(live.database, 2, code=OTHER)
        assert heard.next()[:2] == (1, "told")


def test_whoever_leaves_leaves_with_all_pages(live: Served, admin: SignedIn, sender: int) -> None:
    """Nothing of a stream stays behind."""

    def listening() -> str:
        return live.get("/readyz", Cookie=admin.cookie)[2].rpartition(":")[2]

    assert eventually(lambda: listening() == "0}")
    pages = [f"{linked(live.database, sender).path}/live" for _ in range(5)]
    with sharing(live, *pages) as heard:
        first_words(heard, len(pages))
        assert listening() == "5}"
    assert eventually(lambda: listening() == "0}")


@pytest.mark.parametrize("pages", [0, 41])
def test_a_question_for_no_page_or_for_more_than_forty_is_none(live: Served, pages: int) -> None:
    """One connection is not to cost what thousands would."""
    query = urlencode([("on", "/live")] * pages)
    assert ask(live, f"/streams?{query}").status == 404
