"""Sending a text to a place, through apprise.

Apprise reads options out of addresses (files to attach, certificates not to look at), so nothing that a person typed
is ever given to it as an address: each service is made from named parts. It is imported here only when something
is sent: it takes half a second and 40 MB that the server has no use for.
"""

import re
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from typing import Any
from urllib.parse import SplitResult

from kr_app.reminding.answers import Outcome, hearing
from kr_app.reminding.guard import Inside, outside_only
from kr_app.reminding.places import Way, parts_of, teams_fields, vouched_for
from kr_app.settings import SETTINGS
from kr_app.store.reminders import Place

_SENDER = "BMA key results"
_PATIENCE_SECONDS = 15.0
_LINK = re.compile(r"(https?://[^\s()\[\]<>\\`*]+)")
_MEANT = re.compile(r"([\\`*_\[\]<>])")


def send(place: Place, title: str, text: str) -> Outcome:
    """Send a plain text. Waits for the service, at most half a minute."""
    import apprise  # noqa: PLC0415 — see above

    asset = apprise.AppriseAsset(app_id=_SENDER, app_desc=_SENDER, app_url=SETTINGS.address, storage_mode="memory")
    asset.http_redirects = False
    with hearing() as heard:
        try:
            if _hidden(place):
                return Outcome.PROXY
            service = _service(place, {"asset": asset, "rto": _PATIENCE_SECONDS, "cto": _PATIENCE_SECONDS})
            teams = place.way == Way.TEAMS
            body, kind = (card_text(text), "MARKDOWN") if teams else (text, "TEXT")
            with _guarded(place):
                done = service.notify(title=title, body=body, body_format=apprise.NotifyFormat[kind])
            return Outcome.SENT if done else heard.outcome or Outcome.FAILED
        except Inside:
            return Outcome.INSIDE
        except Exception:  # whatever a service does must not keep the others from getting theirs
            return Outcome.FAILED


def card_text(text: str) -> str:
    """A plain text for a card of Teams, where one line end is none and an address is no link by itself.

    Apprise would put a backslash before every full stop, also within addresses.
    """
    # Every other part is an address.
    parts = enumerate(_LINK.split(text.replace("\n", "\n\n")))
    return "".join(f"[{part}]({part})" if number % 2 else _MEANT.sub(r"\\\1", part) for number, part in parts)


def _service(place: Place, common: dict[str, Any]) -> Any:
    """The service that leads to a place."""
    match place.way:
        case Way.MAIL:
            mail = _kind("email", "NotifyEmail")
            return mail(**{**mail.parse_url(SETTINGS.mail), **common, "targets": [place.address]})
        case Way.LINE:
            # LINE takes 5,000 characters at a time.
            kept = {"include_image": False, "overflow": "split"}
            return _kind("line", "NotifyLine")(token=SETTINGS.line, targets=[place.address], **kept, **common)
        case Way.TEAMS:
            fields = teams_fields(_parts(place)) or {}
            return _kind("workflows", "NotifyWorkflows")(**fields, include_image=False, **common)
        case _:
            return _kind("custom_json", "NotifyJSON")(**_web_fields(_parts(place)), **common)


def _kind(module: str, name: str) -> Any:
    """One of apprise's 140 services, imported by itself."""
    return getattr(import_module(f"apprise.plugins.{module}"), name)


def _parts(place: Place) -> SplitResult:
    found = parts_of(place.address)
    if found is None:
        raise ValueError("no web address")
    return found


def _web_fields(parts: SplitResult) -> dict[str, object]:
    secure, host = parts.scheme == "https", str(parts.hostname)
    return {
        "schema": "jsons" if secure else "json",
        "secure": secure,
        "host": f"[{host}]" if ":" in host else host,
        "port": parts.port,
        "fullpath": f"{parts.path}?{parts.query}" if parts.query else parts.path,
    }


def _guarded(place: Place) -> AbstractContextManager[None]:
    return outside_only() if _typed(place) else nullcontext()


def _hidden(place: Place) -> bool:
    """Whether a proxy would look up the address: then no connection of ours shows whether it leads inside."""
    from requests.utils import get_environ_proxies, select_proxy  # noqa: PLC0415 — comes with apprise

    if not _typed(place):
        return False
    return select_proxy(place.address, get_environ_proxies(place.address)) is not None


def _typed(place: Place) -> bool:
    """Only addresses that people typed are guarded; the mail account and LINE are the administrator's."""
    parts = parts_of(place.address) if place.way in (Way.TEAMS, Way.WEBHOOK) else None
    return bool(parts and not vouched_for(str(parts.hostname)))
