"""Sending a text to a place, through apprise.

Apprise reads options out of addresses (files to attach, certificates not to look at), so nothing that a person typed
is ever given to it as an address: each service is made from named parts. It is imported here only when something
is sent: it takes half a second and 40 MB that the server has no use for.
"""

import logging
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from typing import Any

from kr_app.reminding.guard import Inside, outside_only
from kr_app.reminding.places import Way, parts_of, teams_fields, vouched_for
from kr_app.settings import SETTINGS
from kr_app.store.reminders import Place

_SENDER = "BMA key results"


class Outcome(StrEnum):
    """What became of a message. INSIDE: its address led into our own network, so nothing was sent."""

    SENT = "sent"
    FAILED = "failed"
    INSIDE = "inside"


def send(place: Place, title: str, text: str) -> Outcome:
    """Send a plain text. Waits for the service, at most some seconds."""
    import apprise  # noqa: PLC0415 — see above

    # What it would log names addresses and accounts.
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
    asset = apprise.AppriseAsset(
        app_id=_SENDER, app_desc=_SENDER, app_url=SETTINGS.address, storage_mode="memory", secure_logging=True
    )
    asset.http_redirects = False
    try:
        service = _service(apprise.Apprise, asset, place)
        if service is None:
            return Outcome.FAILED
        with _guarded(place):
            done = service.notify(title=title, body=text, body_format=apprise.NotifyFormat.TEXT)
        return Outcome.SENT if done else Outcome.FAILED
    except Inside:
        return Outcome.INSIDE
    except Exception:  # whatever a service does must not keep the others from getting theirs
        return Outcome.FAILED


def _service(kind: Any, asset: Any, place: Place) -> Any:
    """The service that leads to a place; None for an address that is none of its way any more."""
    if place.way == Way.MAIL:
        found = kind.instantiate(SETTINGS.mail, asset=asset)
        if found is not None:
            found.targets = [(False, place.address)]
        return found
    named = _line(place.address) if place.way == Way.LINE else _web(place)
    return kind.instantiate(named, asset=asset) if named else None


def _line(user: str) -> dict[str, object]:
    # LINE takes 5,000 characters at a time.
    named = {"schema": "line", "token": SETTINGS.line, "targets": [user]}
    return {**named, "include_image": False, "overflow": "split"}


def _web(place: Place) -> dict[str, object] | None:
    parts = parts_of(place.address)
    if parts is None:
        return None
    if place.way == Way.TEAMS:
        fields = teams_fields(parts)
        return {"schema": "workflow", "include_image": False, **fields} if fields else None
    secure, host = parts.scheme == "https", str(parts.hostname)
    return {
        "schema": "jsons" if secure else "json",
        "secure": secure,
        "host": f"[{host}]" if ":" in host else host,
        "port": parts.port,
        "fullpath": f"{parts.path}?{parts.query}" if parts.query else parts.path,
    }


def _guarded(place: Place) -> AbstractContextManager[None]:
    """Only addresses that people typed are guarded; the mail account and LINE are the administrator's."""
    parts = parts_of(place.address) if place.way in (Way.TEAMS, Way.WEBHOOK) else None
    return outside_only() if parts and not vouched_for(str(parts.hostname)) else nullcontext()
