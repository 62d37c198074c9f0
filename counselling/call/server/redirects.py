"""Redirects, none of which is followed: keys go to the host that the clinic named, or nowhere."""

from types import SimpleNamespace

import aiohttp


class _Redirected(aiohttp.ClientError):
    """The server named another place than itself."""


def without_redirects() -> aiohttp.TraceConfig:
    """Return what makes a session raise aiohttp.ClientError where it is told to ask elsewhere.

    A socket's opening has no other way to say so.
    """
    trace = aiohttp.TraceConfig()
    trace.on_request_redirect.append(_refuse)
    return trace


async def _refuse(
    _: aiohttp.ClientSession, __: SimpleNamespace, ___: aiohttp.TraceRequestRedirectParams
) -> None:
    raise _Redirected
