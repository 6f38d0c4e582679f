"""An address as a QR code: an inline drawing, made here."""

import segno
from markupsafe import Markup


def drawn(address: str) -> Markup:
    """Dark on light in either scheme, for cameras read nothing else; the address beside it is the text alternative."""
    code = segno.make(address, error="m", micro=False)
    svg = code.svg_inline(border=3, omitsize=True, dark="#17231e", light="#ffffff", svgclass="kr-qr", lineclass=None)
    return Markup(svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))  # noqa: S704 — drawn by us
