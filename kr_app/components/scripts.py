"""The scripts of the components, as the text that Streamlit wants."""

from pathlib import Path

_ASSETS = Path(__file__).resolve().parent.parent / "assets"


def script(name: str) -> str:
    """A script by its file name."""
    return (_ASSETS / name).read_text(encoding="utf-8")
