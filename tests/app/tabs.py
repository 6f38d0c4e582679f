"""An open tab of a page as the server sees it: Streamlit's WebSocket, spoken by hand, with any cookie and header."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import InvalidHandshake
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.bench.session import COMPONENT, TRIGGERS, back_message
from tests.serving import Served

_OVER = {
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
    ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
}


class Refused(Exception):
    """The server did not let the tab open."""


class Tab:
    """One connection. `text` is everything that its last run brought, `session` how Streamlit calls it."""

    def __init__(self, socket: ClientConnection, page: str, query: str) -> None:
        self._socket = socket
        self._page, self.query = page, query
        self._buttons: dict[str, tuple[str, str]] = {}
        self._fields: dict[str, WidgetState] = {}
        self._live = ("", "")
        self._script = ""
        self.session = ""
        self.text = ""

    def load(self) -> "Tab":
        """Run the whole page, as on opening it or after a click outside of a fragment."""
        return self._run()

    def press(self, button: str) -> "Tab":
        """Click a button by its key: the fragment around it runs, as in a browser."""
        state = WidgetState(id=self._buttons[button][0], trigger_value=True)
        return self._run(state, self._buttons[button][1])

    def hear(self, version: int, *, address: str | None = None) -> "Tab":
        """Say what the live part says after a new drawing: the fragment around it runs. `address`: one of before."""
        self.query = self.query if address is None else address
        component, fragment = self._live
        state = WidgetState(id=TRIGGERS.format(component=component))
        state.json_trigger_value = json.dumps([{"event": "version", "value": version}], separators=(",", ":"))
        return self._run(state, fragment)

    def type(self, field: str, text: str) -> "Tab":
        """Fill in a text field by its key; it is handed in with the next click."""
        found = next(state for name, state in self._fields.items() if name.endswith(f"-{field}"))
        found.string_value = text
        return self

    def has(self, button: str) -> bool:
        """Whether the last run drew a button."""
        return button in self._buttons

    def _run(self, trigger: WidgetState | None = None, fragment: str = "") -> "Tab":
        message = back_message(self.query)
        asked = message.rerun_script
        if not self._script:
            asked.page_name = self._page
        asked.page_script_hash = self._script
        asked.widget_states.widgets.extend(self._fields.values())
        if trigger is not None:
            asked.widget_states.widgets.append(trigger)
            asked.fragment_id = fragment
        self._socket.send(message.SerializeToString())
        self._buttons = {}
        frames: list[bytes] = []
        while True:
            frame = self._socket.recv(timeout=20, decode=False)
            frames.append(frame)
            if self._take_in(ForwardMsg.FromString(frame)):
                self.text = b"\n".join(frames).decode("utf-8", "replace")
                return self

    def _take_in(self, got: ForwardMsg) -> bool:
        kind = got.WhichOneof("type")
        if kind == "new_session":
            self.session = got.new_session.initialize.session_id
        elif kind == "navigation":
            self._script = got.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = got.page_info_changed.query_string
        elif kind == "delta":
            self._take_in_widget(got.delta.new_element, got.delta.fragment_id)
        return kind == "script_finished" and got.script_finished in _OVER

    def _take_in_widget(self, element: Element, fragment: str) -> None:
        """Remember buttons, and what stands in fields: a browser hands all of it in with every click."""
        kind = element.WhichOneof("type")
        if kind == "button":
            self._buttons[element.button.id.rsplit("-", 1)[-1]] = (element.button.id, fragment)
        elif kind == "text_input":
            field = element.text_input
            self._fields[field.id] = WidgetState(id=field.id, string_value=field.value or field.default)
        elif kind == "bidi_component" and element.bidi_component.component_name.endswith(COMPONENT):
            self._live = (element.bidi_component.id, fragment)
        elif kind == "text_area":
            self._fields[element.text_area.id] = WidgetState(id=element.text_area.id, string_value="")


@contextmanager
def tab(
    served: Served, page: str = "", query: str = "", *, cookie: str = "", existing: str = "", **headers: str
) -> Iterator[Tab]:
    """Open a tab and run its page. `existing` asks to take up a session by its id. Raises `Refused`."""
    words = [Subprotocol("streamlit"), *((Subprotocol("x"), Subprotocol(existing)) if existing else ())]
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    origin = Origin(sent.pop("Origin", served.url))
    if cookie:
        sent["Cookie"] = cookie
    address = served.url.replace("http", "ws", 1) + "/_stcore/stream"
    try:
        socket = connect(address, origin=origin, subprotocols=words, additional_headers=sent, proxy=None, max_size=None)
    except InvalidHandshake as error:
        raise Refused(str(error)) from error
    with socket:
        yield Tab(socket, page, query).load()
