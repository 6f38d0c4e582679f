"""A page's Streamlit session over a real WebSocket: the messages that the browser sends, and what comes back."""

import json
import time
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

COMPONENT = "kr_live"
FINISHED_FRAGMENT = ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
# `script_finished` comes in a message of its own, far below this size; nothing larger is parsed while it counts.
SMALL = 500
# Streamlit's name for the widget that carries the triggers of a component.
TRIGGERS = "$$STREAMLIT_INTERNAL_KEY_{component}__events"


@dataclass(frozen=True)
class LivePart:
    """What the page's first run says about its live component."""

    component: str
    fragment: str
    page: str
    data: dict[str, Any]


@dataclass
class Session:
    """One open page."""

    socket: ClientConnection
    query: str
    part: LivePart
    kept: dict[str, int] = field(default_factory=dict)

    async def rerun_fragment(self, version: int) -> float:
        """Say what the component says after a new drawing; answers when the fragment's run was over."""
        message = back_message(self.query)
        asked = message.rerun_script
        asked.page_script_hash, asked.fragment_id = self.part.page, self.part.fragment
        asked.cached_message_hashes.extend(self.kept)
        state = asked.widget_states.widgets.add()
        state.id = TRIGGERS.format(component=self.part.component)
        state.json_trigger_value = json.dumps([{"event": "version", "value": version}], separators=(",", ":"))
        await self.socket.send(message.SerializeToString())
        self.frames: list[bytes] = []
        while True:
            frame = await self.socket.recv(decode=False)
            at = time.monotonic()
            self.frames.append(frame)
            if len(frame) < SMALL and _status(frame) == FINISHED_FRAGMENT:
                return at

    def rest_has(self, text: str) -> bool:
        """Whether the last run brought a page that says this, and did not fail. Looked at after the time was taken."""
        messages = [ForwardMsg.FromString(frame) for frame in self.frames]
        self.kept.update((each.hash, 1) for each in messages if each.metadata.cacheable)
        failed = any(each.delta.new_element.WhichOneof("type") == "exception" for each in messages)
        return not failed and any(text.encode() in frame for frame in self.frames)

    @property
    def bytes_last_run(self) -> int:
        """How much the last run sent."""
        return sum(len(frame) for frame in self.frames)


async def open_session(port: int, page: str, query: str) -> Session:
    """Open a page as the browser does: connect, ask for the first run, and wait until it is over."""
    host = f"127.0.0.1:{port}"
    socket = await connect(
        f"ws://{host}/_stcore/stream",
        origin=Origin(f"http://{host}"),
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
        ping_interval=None,
    )
    message = back_message(query)
    message.rerun_script.page_name = page
    await socket.send(message.SerializeToString())
    script, part, kept = "", None, {}
    while True:
        got = ForwardMsg.FromString(await socket.recv(decode=False))
        kind = got.WhichOneof("type")
        if got.metadata.cacheable:
            kept[got.hash] = 1
        if kind == "navigation":
            script = got.navigation.page_script_hash
        elif kind == "delta" and got.delta.new_element.bidi_component.component_name.endswith(COMPONENT):
            found = got.delta.new_element.bidi_component
            part = LivePart(found.id, got.delta.fragment_id, script, json.loads(found.json))
        elif kind == "script_finished":
            break
    if part is None:
        await socket.close()
        raise RuntimeError("the page has no live component")
    return Session(socket, query, part, kept)


def _status(frame: bytes) -> int | None:
    message = ForwardMsg.FromString(frame)
    return message.script_finished if message.WhichOneof("type") == "script_finished" else None


def back_message(query: str) -> BackMsg:
    """What the browser sends to have a page run."""
    message = BackMsg()
    asked = message.rerun_script
    asked.query_string = query
    asked.context_info.timezone, asked.context_info.timezone_offset = "Asia/Bangkok", -420
    asked.context_info.locale, asked.context_info.color_scheme = "th-TH", "light"
    return message
