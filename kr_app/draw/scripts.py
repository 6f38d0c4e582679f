"""Scripts of ours as one text, each with those before it that it needs."""

from functools import cache
from hashlib import sha256
from pathlib import Path

_ASSETS = Path(__file__).resolve().parent.parent / "assets"
_STREAM = "stream.js"


def script(*names: str) -> str:
    """Some scripts, by their file names, one after the other."""
    # Pages of one browser share a stream if they name the same script: the address of it changes with its content.
    return _text(names).replace(f"/assets/{_STREAM}", f"/assets/{_STREAM}?v={version_of_script(_STREAM)}")


@cache
def bare_script(*names: str) -> str:
    """The same without comments, for a phone pays for each byte."""
    lines = (line.strip() for line in script(*names).splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


@cache
def version_of_script(*names: str) -> str:
    """What names the content of scripts in their address."""
    # The one whose address stands in others names none.
    text = _text(names) if names == (_STREAM,) else script(*names)
    return sha256(text.encode()).hexdigest()[:12]


@cache
def build() -> str:
    """Tells one version of what a browser is sent from another."""
    files = sorted(file for file in _ASSETS.iterdir() if file.is_file())
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def _text(names: tuple[str, ...]) -> str:
    # Each ends where its file ends: without a semicolon, a bracket that begins the next would call its last value.
    return ";\n".join((_ASSETS / name).read_text(encoding="utf-8") for name in names)
