"""The hub with pages of many links open, in a process of its own: what they hear, and what of it comes too late."""

import asyncio
import uuid
from dataclasses import replace

from kr_app.books import REAL, book
from kr_app.card.shown import Shown
from kr_app.definitions import as_text
from kr_app.identity.tokens import digest, new_token
from kr_app.live import Hub, LinkKey
from kr_app.rights import Grant, Role
from kr_app.store import links
from kr_app.store.doors import writing
from kr_app.store.links import LinkKind
from kr_app.view import view_at
from kr_core.log import Kind
from tests.app.authors import KEY_RESULT
from tests.app.cast import someone
from tests.app.entries import CODE, HOST, MOMENT, prepared, ticked, written

# So many that the watcher rests for a second after it asked for all of them.
_OPEN = 1500


def heard_when_the_host_changes_right_after_a_commit() -> list[str]:
    """Many links of a coordinator are open; a level is recorded, and at once another agency takes the key result."""

    async def story() -> list[str]:
        hub, known = Hub(), book(REAL)
        path = prepared(known.path)
        maker = someone(path, "spoke-for-it", Grant(Role.COORDINATOR, agency=HOST)).person
        known.refresh()
        shown = Shown((CODE,), False, view_at("/").words, single=True)
        open_pages = [hub.join(shown, LinkKey(number, shown.codes)) for number in _links(maker)]
        watcher = asyncio.create_task(hub.run())
        try:
            ticked(path, 1)
            first = await asyncio.wait_for(open_pages[-1].waiting.get(), 10)
            other = replace(KEY_RESULT, agencies=(replace(KEY_RESULT.host, id="another-office"),))
            written(path, Kind.DEFINE, details=as_text(other))
            second = await asyncio.wait_for(open_pages[-1].waiting.get(), 10)
        finally:
            watcher.cancel()
        return [each.decode().splitlines()[0] for each in (first, second)]

    return asyncio.run(story())


def _links(maker: int) -> list[int]:
    with writing(book(REAL).path) as door:
        return [
            links.add(
                door,
                digest(new_token()),
                uuid.uuid4().hex,
                maker,
                MOMENT,
                kind=LinkKind.KEY_RESULT,
                target=(CODE,),
                demo=False,
                title="",
                version=None,
                mark="",
                until=None,
            )
            for _ in range(_OPEN)
        ]
