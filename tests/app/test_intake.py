"""New connections are begun by turns of their addresses, and of one address the newest first."""

import asyncio
import socket
from contextlib import ExitStack

from kr_app.intake import Intake
from tests.app.loops import in_a_loop

CROWD, NEIGHBOUR = "127.0.0.2", "127.0.0.3"


def listening() -> socket.socket:
    """A socket that lets a hundred wait."""
    found = socket.create_server(("127.0.0.1", 0), backlog=100)
    found.setblocking(False)
    return found


def begun(crowd: int, most: int) -> tuple[list[tuple[str, int]], list[int]]:
    """Who is begun, in order, of a crowd that one neighbour follows; and the ports of the crowd as they came."""

    async def taken() -> tuple[list[tuple[str, int]], list[int]]:
        loop, order = asyncio.get_running_loop(), list[tuple[str, int]]()

        async def begin(found: socket.socket) -> None:
            open_ones.callback(found.close)
            order.append(found.getpeername())

        with ExitStack() as open_ones:
            listener = open_ones.enter_context(listening())
            server = await loop.create_server(asyncio.Protocol, sock=listener)
            lines = [
                open_ones.enter_context(socket.create_connection(listener.getsockname(), source_address=(address, 0)))
                for address in [*[CROWD] * crowd, NEIGHBOUR]
            ]
            Intake(listener, begin, most).open()
            async with asyncio.timeout(60):
                while len(order) <= crowd:
                    await asyncio.sleep(0)
            server.close()
            return order, [line.getsockname()[1] for line in lines[:-1]]

    return in_a_loop(taken)


def test_whoever_opens_many_at_once_waits_for_themselves() -> None:
    """Fifty came before the neighbour, who is the second to be begun; of the fifty the newest is the first."""
    order, crowd = begun(50, most=100)
    assert order[1][0] == NEIGHBOUR
    assert [port for address, port in order if address == CROWD] == crowd[::-1]


def test_where_no_more_may_wait_the_others_wait_outside_and_nobody_is_lost() -> None:
    """Ten have room at a time; all of the crowd and the neighbour are begun in the end."""
    order, crowd = begun(50, most=10)
    assert sorted(port for address, port in order if address == CROWD) == sorted(crowd)
    assert NEIGHBOUR in {address for address, _ in order}
