"""What a field understands while somebody types: the same reading as when the form is sent, asked for by the browser.

It looks at nothing but the text that it is given, so it needs neither a session nor the file.
"""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kr_app.draw.typography import unbroken
from kr_app.draw.understood import understood
from kr_app.view import view_of
from kr_core.pasted import LONGEST


async def answer(request: Request) -> Response:
    """What was understood, as text for the reader, and as a day for the calendar."""
    query = request.query_params
    found = understood(request.path_params["kind"], query.get("text", "")[: LONGEST + 1], view_of("", query).words)
    said = {"text": unbroken(found.text), "good": found.good, "day": found.day}
    return JSONResponse(said, headers={"cache-control": "no-store"})
