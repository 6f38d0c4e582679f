"""Scripts of ours as one text, each with those before it that it needs."""

from pathlib import Path

_ASSETS = Path(__file__).resolve().parent.parent / "assets"


def script(*names: str) -> str:
    """Some scripts, by their file names, one after the other."""
    return "\n".join((_ASSETS / name).read_text(encoding="utf-8") for name in names)
