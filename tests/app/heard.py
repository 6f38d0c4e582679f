"""Which origins count as ours, in a process of its own where the address is what the test says."""

from starlette.datastructures import Headers

from kr_app.origins import same_origin


def heard(origins: list[str]) -> list[bool]:
    """For each, whether a request that it sent to its own host is heard."""
    return [same_origin(Headers({"origin": each, "host": each.split("//")[1]})) for each in origins]
