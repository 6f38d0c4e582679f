"""The addresses."""

from starlette.routing import Route

from kr_app.card import badge, files, link, wall

streams: list[Route] = [Route("/s/{token}/live", link.events), Route("/wall/live", wall.events)]

routes: list[Route] = [
    Route("/s/{token}", link.card),
    *streams,
    Route("/s/{token}/preview.png", link.picture),
    # Whatever else begins like a link is one that does not open.
    Route("/s/{token:path}", link.card),
    Route("/badge/{code}.svg", badge.picture),
    Route("/wall", wall.wall),
    Route("/assets/{name}", files.asset),
]
