"""What every answer carries, and what a page may load and run."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest

from tests.app.wire import FONT, PAGES, raw
from tests.serving import Served

SECURITY = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "SAMEORIGIN",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# What no page of ours may do, whatever answers.
FORBIDDEN = (
    "default-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
)


@pytest.mark.parametrize(
    "path",
    [
        *PAGES,
        "/healthz",
        "/readyz",
        "/live",
        "/live?kr=nothing",
        FONT,
        "/assets/fonts/none.ttf",
        "/assets/icon.svg",
        "/_stcore/health",
        "/component/nothing/at/all",
        "/static/nothing.js",
    ],
)
def test_every_answer_carries_the_security_headers(served: Served, path: str) -> None:
    """Once each, whatever answers."""
    answer = raw(
        served,
        path,
        {"Accept": "text/event-stream"} if path.startswith("/live") else {"Accept": "text/html"},
        stream=path == "/live",
    )
    assert {name: [value for known, value in answer.headers if known == name] for name in SECURITY} == {
        name: [value] for name, value in SECURITY.items()
    }
    (policy,) = [value for known, value in answer.headers if known == "content-security-policy"]
    assert set(FORBIDDEN) <= {part.strip() for part in policy.split(";")}
    assert not re.search(r"\*|http:|https:|'unsafe-eval'", policy)
    assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_runs_exactly_the_inline_scripts_that_it_came_with(served: Served, path: str) -> None:
    """Each by its hash; a script that somebody puts into it has none."""
    answer = raw(served, path, {"Accept": "text/html"})
    policy = dict(answer.headers)["content-security-policy"]
    inline = re.findall(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", answer.body.decode(), re.DOTALL)
    hashes = {b64encode(sha256(script.encode()).digest()).decode() for script in inline}
    assert hashes
    assert set(re.findall(r"'sha256-([^']+)'", policy)) == hashes
