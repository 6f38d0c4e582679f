"""The help page: for each of the people whom this is for the few steps that they need. Shows nobody's figures."""

from markupsafe import Markup
from starlette.responses import Response

from kr_app.desk.example import example
from kr_app.desk.frame import Visit
from kr_app.draw.gauge import gauge
from kr_app.draw.pictures import picture
from kr_app.draw.status import SHAPES

# The sections in their order; each has a picture of its name.
SECTIONS = ("read", "record", "receive", "oversee", "run")


def answer(visit: Visit) -> Response:
    """The page, the same for everybody."""
    words = visit.words
    return visit.draw(
        "help",
        words("Help"),
        pictures={name: picture(name, words.language) for name in SECTIONS},
        example=Markup(gauge(example(), words)),  # noqa: S704 — drawn by us, every text escaped
        shapes={status.value: shape for status, shape in SHAPES.items()},
    )
