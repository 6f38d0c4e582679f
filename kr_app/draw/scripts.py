"""Scripts of ours as one text, each with those before it that it needs."""

from functools import cache
from hashlib import sha256
from pathlib import Path

_ASSETS = Path(__file__).resolve().parent.parent / "assets"


def script(*names: str) -> str:
    """Some scripts, by their file names, one after the other."""
    return "\n".join((_ASSETS / name).read_text(encoding="utf-8") for name in names)


@cache
def build() -> str:
    """Tells one version of what a browser is sent from another."""
    files = sorted(file for file in _ASSETS.iterdir() if file.is_file())
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
