"""The browser of the tests, the pictures and the measurements."""

import shutil

# Letters as a browser with windows draws them: without any, Chromium's own default pulls each to whole pixels.
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--font-render-hinting=slight")


def browser_path() -> str | None:
    """Debian's: the one without windows where it is installed, for it loads a page with a quarter less work.

    None where neither is there: then Playwright takes its own.
    """
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")
