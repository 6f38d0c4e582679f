"""Live: a commit by any process reaches every open page, and a page whose reader may no longer look goes blank."""

from kr_app.live.drawing import Gone
from kr_app.live.hub import HUB, WATCH_SECONDS, Hub, Listener, Topic
from kr_app.live.keys import LinkKey
from kr_app.live.pages import PageTopic, live
from kr_app.live.shared import shared
from kr_app.live.stream import HEARTBEAT_SECONDS, answer, told

__all__ = [
    "HEARTBEAT_SECONDS",
    "HUB",
    "WATCH_SECONDS",
    "Gone",
    "Hub",
    "LinkKey",
    "Listener",
    "PageTopic",
    "Topic",
    "answer",
    "live",
    "shared",
    "told",
]
