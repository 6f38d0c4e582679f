"""What lies below no address of ours and is no page."""

from starlette.responses import Response

from kr_app.desk import refusals
from kr_app.desk.frame import Visit


def answer(visit: Visit) -> Response:
    """There is no such page."""
    title, lines, status = refusals.not_found(visit.words)
    return visit.draw("refused", title, status, lines=lines)
