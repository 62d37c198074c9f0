"""Checks that a server hands out the patient's page that it should, before anybody is invited.

A page that was changed could read the secret behind the #. The published hash is over every file
by its path; here each is fetched as a browser fetches it and hashed anew, so a list that leaves
one out, or names another's hash, does not help a liar. What this cannot find: a server that tells
patients apart from us and changes the page for them alone; the safety words, said aloud, can.
"""

import asyncio
import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from counselling.call.link import outside
from counselling.call.link.invitation import Random, new_room
from counselling.call.server.signalling import Fetch, fetching
from counselling.errors import PageChanged

MANIFEST_PATH: Final = "/manifest.json"
PAGE_PATH: Final = "/j/"  # and a room's name: the page is the same for every room
_FILE: Final = re.compile(r"/(?:page|words)/[A-Za-z0-9_-]+\.[a-z0-9]+")
_MOST_FILES: Final = 200
_AT_ONCE: Final = 6  # as many as a browser asks a server for


class Manifest(msgspec.Struct, frozen=True):
    """What a server says that its page is made of: the hash of all, and the paths."""

    hash: str
    paths: tuple[str, ...]


_MANIFEST: Final = msgspec.json.Decoder(Manifest)


def page_hash(files: Mapping[str, bytes]) -> str:
    """Return the published hash of a page: of its files by path, the page itself as "/j/"."""
    lines = (f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def write_manifest(files: Mapping[str, bytes]) -> bytes:
    """Write what a server says of its page."""
    paths = tuple(sorted(path for path in files if path != PAGE_PATH))
    return msgspec.json.encode(Manifest(page_hash(files), paths))


async def check_page(server_url: str, *, expected: str, random: Random, roots: str = "") -> None:
    """Fetch the page and compare. random: draws a room's name to ask for, which no room has.

    roots: as in ServerAddress.

    Raises PageChanged("call.page_changed") when it is another page, ConnectionLost when there is
    no answer.
    """
    async with fetching(server_url, roots=roots) as fetch:
        paths = _paths(await fetch(MANIFEST_PATH))
        files = {PAGE_PATH: await fetch(PAGE_PATH + new_room(random)), **await _all(fetch, paths)}
    if page_hash(files) != expected:
        raise PageChanged("call.page_changed")


async def _all(fetch: Fetch, paths: Sequence[str]) -> Mapping[str, bytes]:
    files: dict[str, bytes] = {}
    left = list(paths)

    async def go_on() -> None:
        while left:
            path = left.pop()
            files[path] = await fetch(path)

    several = [asyncio.create_task(go_on()) for _ in range(_AT_ONCE)]
    try:
        await asyncio.gather(*several)
    finally:  # one that fails ends all
        for each in several:
            each.cancel()
        await asyncio.gather(*several, return_exceptions=True)
    return files


def _paths(octets: bytes) -> Sequence[str]:
    try:
        paths = outside.read(_MANIFEST, octets).paths
    except ValueError:
        raise PageChanged("call.page_changed") from None
    if len(paths) > _MOST_FILES or not all(map(_FILE.fullmatch, paths)):
        raise PageChanged("call.page_changed")
    return paths
