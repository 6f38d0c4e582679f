"""The relay that other tests put between browser and server does what it says."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from threading import Thread
from urllib.parse import urlsplit

import pytest

from tests.relay import Relay, relayed


@pytest.fixture
def relay() -> Iterator[Relay]:
    """A relay in front of a server that answers each word with the same word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        Thread(target=_echo, args=(listener,), daemon=True).start()
        with relayed(f"http://127.0.0.1:{listener.getsockname()[1]}") as made:
            yield made


def test_words_pass_both_ways_untouched(relay: Relay) -> None:
    """Also many."""
    with _asked(relay) as asked:
        for word in (b"hello", b"x" * 300_000):
            assert _answer(asked, word) == word
        assert relay.passing == 1


def test_a_killed_connection_ends_and_new_ones_are_refused_until_it_is_mended(relay: Relay) -> None:
    """The one that was open is not taken up again."""
    with _asked(relay) as asked:
        assert _answer(asked, b"before") == b"before"
        relay.kill()
        assert _answer(asked, b"meanwhile") == b""
    with suppress(OSError), _asked(relay) as refused:
        assert _answer(refused, b"meanwhile") == b""
    relay.mend()
    with _asked(relay) as again:
        assert _answer(again, b"after") == b"after"


def test_stalled_words_arrive_when_it_is_mended(relay: Relay) -> None:
    """In their order."""
    with _asked(relay) as asked:
        relay.stall()
        asked.sendall(b"one, ")
        assert _silent(asked)
        asked.sendall(b"two")
        relay.mend()
        assert _read(asked, 8) == b"one, two"


def test_swallowed_words_never_arrive_and_nobody_is_told(relay: Relay) -> None:
    """What was open then stays silent; what is opened after it is mended passes."""
    with _asked(relay) as before:
        assert _answer(before, b"before") == b"before"
        relay.swallow()
        with _asked(relay) as meanwhile:
            for asked in (before, meanwhile):
                asked.sendall(b"lost")
                assert _silent(asked)
            relay.mend()
            with _asked(relay) as after:
                assert _answer(after, b"after") == b"after"
            for asked in (before, meanwhile):
                asked.sendall(b"lost")
                assert _silent(asked)


def _echo(listener: socket.socket) -> None:
    with suppress(OSError):
        while True:
            asked, _ = listener.accept()
            Thread(target=_repeat, args=(asked,), daemon=True).start()


def _repeat(asked: socket.socket) -> None:
    with suppress(OSError), asked:
        while word := asked.recv(65536):
            asked.sendall(word)


def _asked(relay: Relay) -> socket.socket:
    parts = urlsplit(relay.url)
    return socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=20)


def _answer(asked: socket.socket, word: bytes) -> bytes:
    try:
        asked.sendall(word)
        return _read(asked, len(word))
    except ConnectionError:
        return b""


def _read(asked: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size and (more := asked.recv(65536)):
        found += more
    return found


def _silent(asked: socket.socket) -> bool:
    asked.settimeout(0.2)
    try:
        return asked.recv(1) == b"never"
    except TimeoutError:
        return True
    finally:
        asked.settimeout(20)
