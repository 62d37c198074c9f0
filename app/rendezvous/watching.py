"""For whoever watches the server: is it well, and how much goes on; counts only, of nobody."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from aiohttp import web

from app.rendezvous.back import Ground
from app.rendezvous.store import Counts, StoreLost
from app.rendezvous.tally import Tally

_LOOPBACK: Final = ("127.0.0.1", "::1")


def health(is_up: Callable[[], bool]) -> web.Response:
    """Answer 200, or 503 while nobody can be let in: a proxy then asks another process."""
    state = "ok" if is_up() else "store_lost"
    status = HTTPStatus.OK if is_up() else HTTPStatus.SERVICE_UNAVAILABLE
    return web.json_response({"state": state}, status=status)


async def metrics(request: web.Request, ground: Ground, tally: Tally) -> web.Response:
    """Answer counts in the text form that Prometheus reads, to this machine alone.

    What came through a proxy did not come from this machine, whoever wrote down what.
    """
    if request.remote not in _LOOPBACK or "X-Forwarded-For" in request.headers:
        raise web.HTTPNotFound
    try:
        counts = await ground.back.store.counts()
    except StoreLost:
        counts = Counts(0, 0)
    hosts, visitors = ground.back.presence.count()
    figures = {
        "up": int(ground.is_up()),
        "rooms": counts.rooms,
        "parcels": counts.parcels,
        "hosts": hosts,
        "visitors": visitors,
        "let_in_total": tally.let_in,
        "refused_total": tally.refused,
    }
    lines = (f"consultand_{name} {value}\n" for name, value in figures.items())
    return web.Response(text="".join(lines), content_type="text/plain")
