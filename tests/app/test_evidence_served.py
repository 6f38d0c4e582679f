"""Evidence over HTTP: who may send and who may open, and what a hostile file or name becomes."""

import socket
import threading
from html import unescape
from pathlib import Path
from urllib.parse import quote, urlsplit
from zipfile import ZIP_LZMA

import pytest

from kr_app.desk.evidence_file import headers_for
from kr_app.evidence.folder import folder_beside
from kr_app.evidence.kinds import PDF as PDF_KIND
from kr_core.log import Kind
from tests.app.asks import Answer, ask
from tests.app.costly import packed_otherwise
from tests.app.desks import alert_in, get, post
from tests.app.entries import CODE, log_of, ticked, written
from tests.app.links import linked
from tests.app.papers import DOCX, FORM, GOOD, PDF, claiming, form, package, picture, tree, upload, waiting
from tests.app.papers import post as send
from tests.app.test_evidence_files import EXE, HTML, LONG, SVG
from tests.app.towns import Town

OUTSIDERS = ["nobody", "without-grants", "viewer", "confirmer", "inspector", "coordinator-of-another"]
HOSTILE = {
    "../../x.pdf": PDF,
    "..\\..\\x.pdf": PDF,
    "/etc/cron.d/x.pdf": PDF,
    "a\x00b.pdf": PDF,
    f"{LONG}.pdf": PDF,
    "\u202efdp.pdf": PDF,
    "page.pdf": HTML,
    "drawing.pdf": SVG,
    "program.pdf": EXE,
    "large.pdf": PDF + b"x" * 11 * 1024 * 1024,
    "bomb.png": claiming(100_000, 100_000),
    "bomb.docx": package("word/document.xml", ("word/media/a.bin", b"\x00" * 25_000_000)),
    "empty.pdf": b"",
}
TAKEN = 6
XSS = '"><img src=x onerror=alert(1)>\r\nX-Evil: 1;filename=x.html".png'


def page_of(event: int) -> str:
    """The page about what stands behind an event."""
    return f"/key-results/{CODE}/evidence/{event}"


def attached(desk: Town, event: int, *files: tuple[str, bytes], links: str = "") -> Answer:
    """The coordinator sends the page's form, without any script."""
    body = form([("links", links), ("seen", "9999")], *files)
    return send(desk.served, page_of(event), body, desk.cast["coordinator"], FORM)


@pytest.fixture(scope="module")
def tick(desk: Town) -> int:
    """A recorded level of the first key result."""
    return ticked(desk.file, 1).id


def test_hostile_files_are_refused_in_words_or_kept_inert_and_nothing_escapes(desk: Town) -> None:
    """One request each; beside the folder of evidence nothing is made or changed."""
    before, who = tree(desk.file.parent, "evidence"), desk.cast["coordinator"]
    quiet = {name: size for name, size in before.items() if not name.startswith(("kr.db", "console"))}
    taken = 0
    for name, content in HOSTILE.items():
        answer = upload(desk.served, name, content, who)
        said = waiting(answer)
        if answer.status == 200:
            taken += 1
            assert not set(said["name"]) & set("/\\\x00\u202e\r\n")
            assert len(said["name"]) <= 150
        else:
            assert answer.status in (413, 422)
            assert "โปรด" in said["refused"] or said["refused"] == "ไฟล์ว่างเปล่า"
    assert taken == TAKEN
    after = tree(desk.file.parent, "evidence")
    assert {name: size for name, size in after.items() if not name.startswith(("kr.db", "console"))} == quiet
    assert [event for event in log_of(desk.file) if event.kind == Kind.EVIDENCE] == []
    left = sorted(path.suffix for path in folder_beside(desk.file).path.iterdir())
    assert left == [""] * TAKEN + [".pending"] * TAKEN


def test_a_damaged_document_is_one_refusal_and_the_form_keeps_what_was_typed(desk: Town, tick: int) -> None:
    """Whatever its reading ran into: what it is packed in is broken, or is packed as nobody packs a document."""
    broken = bytearray(DOCX)
    broken[49:57] = b"\xff" * 8
    wrong = {"ก.docx": bytes(broken), "ข.docx": packed_otherwise(ZIP_LZMA).replace(b"\x09\x04\x05\x00", b"\xff" * 4)}
    typed = "มติ https://example.go.th/1"
    answer = attached(desk, tick, *wrong.items(), ("ค.pdf", PDF), links=typed)
    assert answer.status == 409
    assert alert_in(answer).count("ไฟล์ DOCX ชำรุด") == 2
    assert f">{typed}</textarea>" in answer.text
    assert "<bdi>ค.pdf</bdi>" in answer.text
    for name, content in wrong.items():
        assert upload(desk.served, name, content, desk.cast["coordinator"]).status == 422


@pytest.mark.parametrize("who", OUTSIDERS)
def test_only_who_may_record_can_send(desk: Town, tick: int, who: str) -> None:
    """Asked before anything is read; nothing is kept."""
    before = tree(desk.file.parent, "nothing")
    person = desk.cast[who]
    body = form([("links", "https://example.go.th/")], ("x.pdf", PDF))
    answers = [
        upload(desk.served, "x.pdf", PDF, person),
        send(desk.served, page_of(tick), body, person, FORM),
        post(desk, page_of(tick), {"links": "https://example.go.th/"}, person),
        post(desk, page_of(tick), {"do": "withdraw", "piece": "1", "reason": "x"}, person),
    ]
    assert {answer.status for answer in answers} == {303 if who == "nobody" else 403}
    found = folder_beside(desk.file).path
    assert not [path for path in found.glob("*") if f"evidence/{path.name}" not in before]
    assert [event.kind for event in log_of(desk.file) if event.refers_to == tick] == []


def test_another_site_sends_nothing(desk: Town) -> None:
    """The gate asks where a request comes from."""
    answer = send(
        desk.served, f"/key-results/{CODE}/uploads?name=x.pdf", PDF, desk.cast["admin"], "text/plain", Origin="http://evil"
    )  # fmt: skip
    assert answer.status == 403


def test_a_connection_that_breaks_off_leaves_nothing(desk: Town) -> None:
    """In the middle of a file, alone or in a form."""
    address, who = urlsplit(desk.served.url), desk.cast["coordinator"]
    folder = folder_beside(desk.file).path
    before = {path.name for path in folder.glob("*")}
    tick = ticked(desk.file, 5).id
    whole = form([], ("whole.pdf", PDF), ("half.pdf", PDF + b"x" * 300_000))
    for path, kind, body in (
        (f"/key-results/{CODE}/uploads?name=x.pdf", "application/octet-stream", PDF + b"x" * 300_000),
        (page_of(tick), FORM, whole),
    ):
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {address.netloc}\r\nOrigin: {desk.served.url}\r\nCookie: {who.cookie}\r\n"
            f"Content-Type: {kind}\r\nContent-Length: {len(body) + 900_000}\r\n\r\n"
        )
        with socket.create_connection((str(address.hostname), int(address.port or 0))) as wire:
            wire.sendall(head.encode() + body[:290_000])
    # The server hears of it by itself; another request waits for nothing, and half a file is gone when it is heard.
    gone = threading.Event()
    for _ in range(200):
        if {path.name for path in folder.glob("*")} <= before:
            break
        gone.wait(0.1)
    assert {path.name for path in folder.glob("*")} <= before
    assert [event for event in log_of(desk.file) if event.refers_to == tick] == []


def test_a_form_without_script_attaches_shows_and_withdraws(desk: Town, tick: int) -> None:
    """What is refused loses nothing; what is withdrawn is kept for those who may record."""
    who, viewer = desk.cast["coordinator"], desk.cast["viewer"]
    refused = attached(desk, tick, ("ก.pdf", PDF), ("page.pdf", HTML), links="มติ https://example.go.th/1")
    assert refused.status == 409
    assert "page.pdf: ไฟล์นี้เป็นหน้าเว็บ (HTML)" in alert_in(refused)
    assert "<bdi>ก.pdf</bdi>" in refused.text
    assert ">มติ https://example.go.th/1</textarea>" in refused.text
    stored = refused.text.split('name="pending" value="')[1][:32]
    fields = {"pending": stored, "links": "มติ https://example.go.th/1", "seen": "9999", "once": "once-for-this-form"}
    done = post(desk, page_of(tick), fields, who)
    assert (done.status, done.headers["location"]) == (303, f"{page_of(tick)}?said=evidence")
    file, link = (event for event in log_of(desk.file) if event.refers_to == tick)
    shown = get(desk, page_of(tick), viewer).text
    assert (shown.count("kr-piece"), "https://example.go.th/1" in shown, "ถอนหลักฐาน" in shown) == (2, True, False)
    assert f'<iframe class="kr-look" src="/evidence/{file.id}"' in shown
    opened = get(desk, f"/evidence/{file.id}", viewer)
    assert (opened.status, opened.headers["content-type"]) == (200, "application/pdf")
    assert get(desk, f"/evidence/{link.id}", viewer).status == 404
    unreasoned = post(desk, page_of(tick), {"do": "withdraw", "piece": str(file.id), "reason": " "}, who)
    assert "โปรดระบุเหตุผล" in alert_in(unreasoned)
    assert post(desk, page_of(tick), {"do": "withdraw", "piece": str(file.id), "reason": "ผิดฉบับ"}, who).status == 303
    assert [get(desk, f"/evidence/{file.id}", desk.cast[name]).status for name in ("viewer", "inspector")] == [404, 404]
    assert [get(desk, f"/evidence/{file.id}", desk.cast[name]).status for name in ("coordinator", "admin")] == [
        200,
        200,
    ]
    assert "ผิดฉบับ" in get(desk, page_of(tick), who).text
    assert "ก.pdf" not in get(desk, page_of(tick), viewer).text


def test_evidence_opens_for_people_inside_only(desk: Town) -> None:
    """Neither for somebody outside nor for whoever has a link; they learn how much there is, and no name."""
    tick = ticked(desk.file, 2).id
    attached(desk, tick, ("ชื่อลับของไฟล์.pdf", PDF), links="https://example.go.th/secret-address")
    file, _ = (event for event in log_of(desk.file) if event.refers_to == tick)
    token = linked(desk.file, desk.cast["admin"].person).token
    for path in (f"/evidence/{file.id}", f"/evidence/{file.id}?token={token}", page_of(tick)):
        answer = get(desk, path)
        assert answer.status == 303
        assert answer.headers["location"].startswith("/account/sign-in")
    assert get(desk, f"/evidence/{file.id}", desk.cast["without-grants"]).status == 403
    assert get(desk, f"/evidence/{file.id}", desk.cast["viewer"]).status == 200
    outside = "".join(ask(desk.served, path).text for path in (f"/kr?kr={CODE}", f"/s/{token}", f"/update?kr={CODE}"))
    assert "หลักฐาน ๒ รายการ" in outside
    assert not [secret for secret in ("ชื่อลับ", "secret-address", f"/evidence/{file.id}") if secret in outside]
    assert "ชื่อลับของไฟล์.pdf" in ask(desk.served, f"/kr?kr={CODE}", cookie=desk.cast["viewer"].cookie).text


def opened(desk: Town, path: str) -> Answer:
    """What an administrator gets who goes where the address leads once what was stuck to it is cut off."""
    answer = get(desk, path, desk.cast["admin"])
    return get(desk, answer.headers["location"], desk.cast["admin"]) if answer.status == 307 else answer


@pytest.mark.parametrize("number", ["0", "999999", "x", "-1", "999999.5", "9" * 30])
def test_an_address_of_no_file_is_not_found(desk: Town, number: str) -> None:
    """Whatever stands in it."""
    assert opened(desk, f"/evidence/{number}").status == 404
    assert "ไม่พบ" in opened(desk, page_of(0).replace("/0", f"/{number}")).text


def test_an_address_that_leads_out_of_the_folder_leads_nowhere(desk: Town) -> None:
    """Refused before anything of ours reads it, or not found."""
    for number in ("..%5c..%5ckr.db", "..%2f..%2fkr.db", "%2e%2e%2fkr.db"):
        answer = opened(desk, f"/evidence/{number}")
        assert answer.status in (400, 404), number
        assert "SQLite" not in answer.text


def test_each_kind_is_sent_as_what_it_is_and_can_run_nothing(desk: Town) -> None:
    """Shown or handed over by its kind; no script, no guessing, kept by nobody in between."""
    event = written(desk.file, Kind.CHECK_IN)
    attached(desk, event.id, *((name, content) for name, (content, _) in GOOD.items()))
    files = [each for each in log_of(desk.file) if each.refers_to == event.id]
    assert len(files) == len(GOOD)
    for each, (name, (content, media)) in zip(files, GOOD.items(), strict=True):
        answer = get(desk, f"/evidence/{each.id}", desk.cast["viewer"])
        sent = answer.headers
        assert sent["content-type"] == media
        shown = "attachment" if name.endswith(("docx", "xlsx")) else "inline"
        assert sent["content-disposition"].startswith(f'{shown}; filename="evidence.')
        assert sent["content-disposition"].endswith(f"filename*=UTF-8''{quote(name)}")
        assert (sent["x-content-type-options"], sent["cache-control"]) == ("nosniff", "private, no-cache")
        assert "default-src 'none'" in sent["content-security-policy"]
        assert "script-src" not in sent["content-security-policy"]
        assert ("sandbox" in sent["content-security-policy"]) is (media != "application/pdf")
        assert int(sent["content-length"]) == len(content)


def test_a_hostile_name_stays_text_everywhere(desk: Town) -> None:
    """In the list, in the page, and in the header that carries it."""
    tick = ticked(desk.file, 3).id
    attached(
        desk, tick, (XSS, picture()), ("<b>x</b>.docx", DOCX), links='"><script>x</script> https://example.go.th/<b>'
    )
    file = next(event for event in log_of(desk.file) if event.refers_to == tick)
    for text in (
        get(desk, page_of(tick), desk.cast["viewer"]).text,
        get(desk, f"/kr?kr={CODE}", desk.cast["admin"]).text,
    ):
        assert "<img src=x" not in text
        assert "<script>x" not in text
        assert "<b>" not in text
        assert "<img src=x onerror=alert(1)>" in unescape(text)
    answer = get(desk, f"/evidence/{file.id}", desk.cast["viewer"])
    assert "x-evil" not in answer.headers
    assert "<" not in answer.headers["content-disposition"]


def test_no_name_breaks_the_header(path: Path) -> None:
    """Quotes, line breaks, semicolons, anything beyond ASCII."""
    value = headers_for('a"\r\nb; filename=c\u202e ก.pdf', PDF_KIND)["content-disposition"]
    assert value.isascii()
    assert value.count('"') == 2
    assert not set(value) & set("\r\n")


def test_a_file_that_is_lost_gets_a_calm_page(desk: Town) -> None:
    """And nothing else is sent in its place."""
    tick = ticked(desk.file, 4).id
    attached(desk, tick, ("ก.pdf", PDF))
    file = next(event for event in log_of(desk.file) if event.refers_to == tick)
    stored = file.details.split('"stored": "')[1][:32]
    (folder_beside(desk.file).path / stored).write_bytes(b"something else")
    answer = get(desk, f"/evidence/{file.id}", desk.cast["viewer"])
    assert (answer.status, "ไม่พบไฟล์" in answer.text) == (410, True)
    assert "something else" not in answer.text


def test_evidence_of_the_demonstration_lies_apart(desk: Town) -> None:
    """`?demo=1` leads there; the real folder gets nothing."""
    demo = desk.file.with_name("demo.db")
    get(desk, "/?demo=1")
    tick = next(event for event in log_of(demo) if event.kind == Kind.TICK)
    before = {path.name for path in folder_beside(desk.file).path.iterdir()}
    body = form([("seen", "9999")], ("ก.pdf", PDF))
    address = f"/key-results/{tick.code}/evidence/{tick.id}?demo=1"
    assert send(desk.served, address, body, desk.cast["admin"], FORM).status == 303
    file = log_of(demo)[-1]
    assert get(desk, f"/evidence/{file.id}?demo=1", desk.cast["viewer"]).headers["content-type"] == "application/pdf"
    assert len(list(folder_beside(demo).path.iterdir())) == 1
    assert {path.name for path in folder_beside(desk.file).path.iterdir()} == before


def test_what_its_sender_removes_is_gone_and_nobody_else_can_remove_it(desk: Town) -> None:
    """While it waits."""
    said = waiting(upload(desk.served, "x.pdf", PDF, desk.cast["coordinator"], lang="en"))
    path = f"/key-results/{CODE}/uploads/{said['id']}/drop"
    assert said["size"] == "1 kB"
    assert [post(desk, path, {}, desk.cast[who]).status for who in ("nobody", "viewer", "admin")] == [303, 403, 404]
    assert (folder_beside(desk.file).path / said["id"]).exists()
    assert post(desk, path, {}, desk.cast["coordinator"]).status == 204
    assert not (folder_beside(desk.file).path / said["id"]).exists()


@pytest.mark.parametrize(
    "body", [b"", b"--x", form([], ("x.pdf", PDF))[:-8], b"\r\n" * 100, form([("links", "x" * 70_000)])]
)
def test_a_broken_form_is_told_so_and_keeps_nothing(desk: Town, tick: int, body: bytes) -> None:
    """Whatever of it had come."""
    before = {path.name for path in folder_beside(desk.file).path.glob("*")}
    answer = send(desk.served, page_of(tick), body, desk.cast["coordinator"], FORM)
    assert answer.status == 400
    assert {path.name for path in folder_beside(desk.file).path.glob("*")} == before
