"""What comes over a WebSocket before Streamlit sees it: binary messages, and nothing else."""

from starlette.types import Message, Receive, Send

# A program that sends text is none of our pages.
_UNSUPPORTED = 1003


def frames_only(receive: Receive, send: Send) -> tuple[Receive, Send]:
    """The two ends of a socket that is closed at the first text: Streamlit would write a traceback for each."""
    over = False

    async def receiving() -> Message:
        nonlocal over
        message = await receive()
        if message["type"] == "websocket.receive" and message.get("bytes") is None:
            await send({"type": "websocket.close", "code": _UNSUPPORTED})
            over = True
            return {"type": "websocket.disconnect", "code": _UNSUPPORTED}
        return message

    async def sending(message: Message) -> None:
        if not over:
            await send(message)

    return receiving, sending
