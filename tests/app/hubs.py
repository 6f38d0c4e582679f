"""The hub driven by hand, in a process of its own: what a page hears when things happen in one exact order."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from kr_app import clock
from kr_app.books import DEMO, REAL, book
from kr_app.card.shown import Shown
from kr_app.definitions import as_text
from kr_app.live import Hub, Listener, PageTopic
from kr_app.view import View, view_at
from kr_core.log import Kind
from tests.app.authors import KEY_RESULT
from tests.app.entries import CODE, OTHER, prepared, ticked, written
from tests.app.restoring import replaced
from tests.app.streams import Message

PAGE = f"/kr?kr={CODE}"
Story = Callable[[Hub], Awaitable[list[str]]]


def _told(story: Story) -> list[str]:
    async def run() -> list[str]:
        hub = Hub()
        watcher = asyncio.create_task(hub.run())
        try:
            return await story(hub)
        finally:
            watcher.cancel()

    return asyncio.run(run())


async def _watched(hub: Hub, view: View) -> Listener:
    """A listener that the watcher is known to serve: it has heard the commit that proves it."""
    known = book(DEMO if view.demo else REAL)
    known.refresh()
    listener = hub.join(PageTopic(view))
    written(known.path, Kind.CHECK_IN, code=view.code or CODE)
    await _heard(listener)
    return listener


async def _heard(listener: Listener) -> str:
    raw = await asyncio.wait_for(listener.waiting.get(), 10)
    return " ".join(Message("", raw).parts.values())


def heard_when_another_page_looked_first() -> list[str]:
    """A commit is taken in by a page load before the watcher comes round to it."""

    async def story(hub: Hub) -> list[str]:
        listener = await _watched(hub, view_at(PAGE))
        ticked(book(REAL).path, 1)
        book(REAL).refresh()
        return [await _heard(listener)]

    return _told(story)


def heard_when_an_empty_log_comes_back() -> list[str]:
    """The file is replaced by one in which nothing was recorded yet."""

    async def story(hub: Hub) -> list[str]:
        path = book(REAL).path
        listener = await _watched(hub, view_at(PAGE))
        ticked(path, 1)
        first = await _heard(listener)
        replaced(path, prepared(path.with_name("empty.db")))
        return [first, await _heard(listener)]

    return _told(story)


def heard_from_another_log_of_the_same_length() -> list[str]:
    """The file is replaced by one whose newest event has the same number and says something else."""

    async def story(hub: Hub) -> list[str]:
        path = book(REAL).path
        listener = await _watched(hub, view_at(PAGE))
        ticked(path, 1)
        first = await _heard(listener)
        other = prepared(path.with_name("other.db"))
        written(other, Kind.CHECK_IN)
        written(other, Kind.CHECK_IN)
        replaced(path, other)
        return [first, await _heard(listener)]

    return _told(story)


def demonstration_heard_beside_a_damaged_file() -> list[str]:
    """Pages of both books are open when the real file turns to rubbish; and how often the log complained."""
    complaints: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = complaints.append  # type: ignore[method-assign]
    logging.getLogger("kr_app.live").addHandler(handler)

    async def story(hub: Hub) -> list[str]:
        real, demonstration = view_at(PAGE), view_at("/?demo=1")
        await _watched(hub, real)
        listener = await _watched(hub, demonstration)
        rubbish = book(REAL).path.with_name("rubbish.db")
        rubbish.write_bytes(b"SQLite format 3\x00" + b"rubbish " * 1000)
        replaced(book(REAL).path, rubbish)
        code = next(iter(book(DEMO).definitions.key_results))
        for _ in range(3):
            written(book(DEMO).path, Kind.CHECK_IN, code=code)
            heard = await _heard(listener)
        return [heard, str(len(complaints))]

    return _told(story)


def heard_when_the_file_knows_a_key_result_no_more() -> list[str]:
    """Three pages are open, of them one of a key result that was added since the copy that is restored was made."""

    async def story(hub: Hub) -> list[str]:
        path = prepared(book(REAL).path)
        written(path, Kind.DEFINE, code=OTHER, details=as_text(replace(KEY_RESULT, code=OTHER)))
        board = await _watched(hub, view_at("/"))
        page = hub.join(PageTopic(view_at(f"/kr?kr={OTHER}")))
        card = hub.join(Shown((OTHER,), False, view_at("/").words, single=True))
        ticked(path, 1)
        first = await _heard(board)
        copy = prepared(path.with_name("copy.db"))
        ticked(copy, 1)
        ticked(copy, 2)
        replaced(path, copy)
        gone = [(await asyncio.wait_for(each.waiting.get(), 10)).decode() for each in (page, card)]
        return [first, await _heard(board), *gone, str(hub.listening)]

    return _told(story)


def told_when_the_file_went_after_it_was_read() -> list[tuple[str, str]]:
    """What a page and a card are told of a tick that is known, from a file that cannot be read at this moment."""
    known = book(REAL)
    view = view_at(PAGE)
    ticked(prepared(known.path), 1)
    known.refresh()
    known.path.write_text("ไม่ใช่ฐานข้อมูล", encoding="utf-8")
    topics = PageTopic(view), Shown((CODE,), False, view.words, single=True)
    heard = [Message("", topic.message(clock.today(), frozenset({CODE}))) for topic in topics]
    return [(" ".join(each.parts.values()), each.news) for each in heard]
