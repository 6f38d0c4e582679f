"""`python -m tests.bench` measures everything; `python -m tests.bench live idle` only those parts."""

import argparse
import os
import platform
from importlib import import_module

PARTS = {
    "server_start": "process start to first page",
    "first_load": "a new browser to the gauge on the screen, and the take-over by Streamlit",
    "slow_line": "400 kbit/s: when gauge and timeline are seen",
    "live": "a commit to 1, 20 and 100 open pages",
    "idle": "what 100 open pages cost while nothing happens",
    "card": "the light card: first paint, weight, and a commit to 1,000 open ones",
    "handshakes": "200 WebSocket handshakes from foreign pages, and who waits for them",
    "hostile": "a hundred hostile pictures, and who notices",
    "joining": "four boards of 3,000 key results that join at once, and who waits for them",
    "silence": "2,000 connections that say nothing, 100 long texts: memory, and who waits for them",
    "hostile_texts": "a hundred hostile texts in the fields of every form, and who waits for them",
    "sign_in": "a wrong password for a known and an unknown name, and a thousand guesses",
    "history": "eight readers at once of a history of 50,000 entries",
    "core": "a million events",
}


def main() -> None:
    """Run the parts asked for."""
    about = "\n".join(f"{name:13} {what}" for name, what in PARTS.items())
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", epilog=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="part", help=f"one or more of {', '.join(PARTS)}; all without any")
    asked = parser.parse_args().parts or list(PARTS)
    if unknown := set(asked) - set(PARTS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores. Ratios are the dashboard over the floor.")
    for part in asked:
        import_module(f"tests.bench.{part}").main()


if __name__ == "__main__":
    main()
