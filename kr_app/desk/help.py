"""The help page: for each of the people whom this is for the few steps that they need. Shows nobody's figures."""

from markupsafe import Markup
from starlette.responses import Response

from kr_app.actions import MOST_PIECES
from kr_app.desk.example import example
from kr_app.desk.frame import Visit
from kr_app.draw.evidence import size_text
from kr_app.draw.gauge import gauge
from kr_app.draw.pictures import picture
from kr_app.draw.status import SHAPES
from kr_app.evidence.folder import LARGEST
from kr_app.evidence.pictures import MOST_PIXELS

# The sections in their order; each has a picture of its name.
SECTIONS = ("read", "record", "receive", "oversee", "run")


def answer(visit: Visit) -> Response:
    """The page, the same for everybody."""
    words = visit.words
    return visit.draw(
        "help",
        words("Help"),
        pictures={name: picture(name, words.language) for name in SECTIONS},
        taken={
            "largest": size_text(LARGEST, words),
            "most": MOST_PIECES,
            "pixels": round(MOST_PIXELS / 1_000_000),
        },
        example=Markup(gauge(example(), words)),  # noqa: S704 — drawn by us, every text escaped
        shapes={status.value: shape for status, shape in SHAPES.items()},
    )
