"""Behind the proxies of the examples everything works; behind a mistaken one people are told what is wrong."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import urlencode

import pytest
from websockets.exceptions import InvalidHandshake
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from kr_app.store import trail
from kr_app.store.doors import reading
from tests.app.authors import ADMIN
from tests.app.entries import CODE, TODAY, ticked
from tests.app.people import PASSWORD
from tests.app.proxies import NAME, SOMEBODY, Proxy, running
from tests.serving import Served, free_port, serving

FORM = {"Content_Type": "application/x-www-form-urlencoded"}
WRONG: dict[str, tuple[tuple[str, str], ...]] = {
    "as it should be": (),
    "host without its port": (("Host $http_host", "Host $host"),),
    "no host": (("proxy_set_header Host $http_host;", ""),),
    "no word of https": (("proxy_set_header X-Forwarded-Proto $scheme;", ""),),
    "no upgrade": (("proxy_set_header Upgrade $http_upgrade;", ""),),
    "small files only": (("client_max_body_size 128m", "client_max_body_size 1m"),),
}


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory, peopled: Path) -> Iterator[tuple[Served, Callable[..., Proxy]]]:
    """A dashboard that knows its address, and what starts proxies in front of it, one after the other on one port."""
    folder, port = tmp_path_factory.mktemp("behind"), free_port()
    shutil.copy(peopled, folder / "kr.db")
    with ExitStack() as stack, serving(folder, KR_TODAY=TODAY, KR_ADDRESS=f"https://{NAME}:{port}") as served:
        at = int(served.url.rpartition(":")[2])

        def proxy(kind: str, fault: str = "as it should be") -> Proxy:
            stack.pop_all().close()
            return stack.enter_context(running(kind, folder / kind, port, at, *WRONG[fault]))

        yield served, proxy


def _sign_in(proxy: Proxy) -> tuple[int, str, str]:
    form = urlencode({"name": ADMIN, "password": PASSWORD}).encode()
    answer = proxy.ask("/account/sign-in", "POST", form, **FORM)
    return answer.status, answer.headers.get("set-cookie", "").partition(";")[0], answer.text


def _opens_a_socket(proxy: Proxy, cookie: str = "") -> bool:
    words = [Subprotocol("streamlit")]
    sent = {"Cookie": cookie} if cookie else {}
    address = f"ws://{NAME}:{proxy.port}/_stcore/stream"
    try:
        with connect(
            address, sock=proxy.socket(), origin=Origin(proxy.url), subprotocols=words, additional_headers=sent
        ):
            return True
    except InvalidHandshake:
        return False


@pytest.mark.parametrize("kind", ["nginx", "caddy"])
def test_behind_the_example_everything_works(behind: tuple[Served, Callable[..., Proxy]], kind: str) -> None:
    """Signing in, a page of Streamlit's, news as they come, a file, and who it was that asked."""
    served, start = behind
    proxy = start(kind)
    assert 'id="insecure"' not in proxy.ask("/account/sign-in").text
    status, cookie, _ = _sign_in(proxy)
    assert (status, cookie.partition("=")[0]) == (303, "__Host-kr-session")
    assert proxy.ask("/account", Cookie=cookie).status == 200
    assert _opens_a_socket(proxy, cookie)
    with closing(proxy.connection()) as stream:
        stream.request("GET", f"/live?kr={CODE}", headers={"Host": f"{NAME}:{proxy.port}"})
        answer = stream.getresponse()
        assert answer.readline() == b"retry: 2000\n"
        ticked(served.database, 1 + (kind == "caddy"))
        while not answer.readline().startswith(b"data: {"):
            pass
    large = b"%PDF-1.7\n" + b"0" * 3_000_000
    sent = proxy.ask(f"/key-results/{CODE}/uploads?name=a.pdf", "POST", large, Cookie=cookie)
    assert sent.headers["content-type"] == "application/json", sent.text[:200]
    with reading(served.database) as door:
        (newest,) = [each for each in trail.latest(door, 20) if each.what == "signed-in"][:1]
    assert newest.address == SOMEBODY


def test_a_proxy_with_a_mistake_is_found_out_in_words(behind: tuple[Served, Callable[..., Proxy]]) -> None:
    """Each mistake alone; in both languages, with the line to set."""
    _, start = behind
    for fault, said in (("host without its port", "in the port"), ("no host", "in the name")):
        status, _, text = _sign_in(start("nginx", fault))
        assert (status, said in text, "proxy_set_header Host $http_host;" in text) == (403, True, True), text
        assert "พร็อกซี" in text
    proxy = start("nginx", "no word of https")
    for language, said in (("en", "X-Forwarded-Proto"), ("th", "เบราว์เซอร์จะไม่เก็บการเข้าสู่ระบบไว้")):
        page = proxy.ask(f"/account/sign-in?lang={language}").text
        assert said in page
        assert f'href="{proxy.url}/account/sign-in' in page
    proxy = start("nginx", "no upgrade")
    assert not _opens_a_socket(proxy)
    assert 'id="kr-unconnected"' in proxy.ask(f"/update?kr={CODE}").text
    assert start("nginx", "small files only").ask("/account/sign-in", "POST", b"0" * 2_000_000, **FORM).status == 413
