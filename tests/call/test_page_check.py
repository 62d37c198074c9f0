"""The page is checked before anybody is invited: one byte of it changed, and nobody is."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web

from app.rendezvous.page import read_page
from app.rendezvous.server import ServerOptions, start_server
from app.rendezvous.uncommented import uncommented
from counselling.call.server.page_check import (
    MANIFEST_PATH,
    PAGE_PATH,
    check_page,
    page_hash,
    write_manifest,
)
from counselling.errors import ConnectionLost, PageChanged
from tests.call.answering import answering
from tests.call.conftest import ROOT

PAGE, TRANSLATIONS = ROOT / "assets" / "patient_page", ROOT / "translations"
TRUE = read_page(PAGE, TRANSLATIONS)

Answer = Callable[[web.Request, bytes | None], web.StreamResponse]


def check(url: str) -> None:
    asyncio.run(check_page(url, expected=TRUE.hash, random=os.urandom))


def test_page_of_this_release_passes(options: ServerOptions) -> None:
    async def session() -> None:
        expected = read_page(PAGE, TRANSLATIONS).hash
        async with start_server(options) as server:
            await check_page(server.url, expected=expected, random=os.urandom)

    asyncio.run(session())


def place_in(content: bytes, suffix: str) -> int:
    """A place about the middle of what is handed out of a file: what readers alone get is none."""
    handed, starts, at = uncommented(content, suffix).splitlines(), [], 0
    for line, kept in zip(content.splitlines(keepends=True), handed, strict=True):
        if kept.strip():
            starts.append(at + len(line.rstrip()) // 2)
        at += len(line)
    return starts[len(starts) // 2]


@pytest.mark.parametrize("name", sorted(path.name for path in PAGE.iterdir()))
def test_one_changed_byte_of_any_file_is_refused(
    options: ServerOptions, tmp_path: Path, name: str
) -> None:
    changed = tmp_path / "page"
    shutil.copytree(PAGE, changed)
    octets = bytearray((changed / name).read_bytes())
    octets[place_in(bytes(octets), Path(name).suffix)] ^= 1
    (changed / name).write_bytes(octets)

    async def session() -> None:
        async with start_server(replace(options, page=changed)) as server:
            with pytest.raises(PageChanged) as caught:
                await check_page(server.url, expected=TRUE.hash, random=os.urandom)
            assert caught.value.fields == {}

    asyncio.run(session())


@pytest.mark.parametrize("change", ["a file more", "a file less"])
def test_page_with_a_file_more_or_less_is_refused(
    options: ServerOptions, tmp_path: Path, change: str
) -> None:
    changed = tmp_path / "page"
    shutil.copytree(PAGE, changed)
    if change == "a file more":
        (changed / "more.js").write_text("")
    else:
        (changed / "mark.svg").unlink()

    async def session() -> None:
        async with start_server(replace(options, page=changed)) as server:
            with pytest.raises(PageChanged):
                await check_page(server.url, expected=TRUE.hash, random=os.urandom)

    asyncio.run(session())


@asynccontextmanager
async def liar(answer: Answer) -> AsyncIterator[str]:
    """A server that has the true page and answers what it likes."""

    async def get(request: web.Request) -> web.StreamResponse:
        path = PAGE_PATH if request.path.startswith(PAGE_PATH) else request.path
        true = write_manifest(TRUE.by_path) if path == MANIFEST_PATH else TRUE.by_path.get(path)
        return answer(request, true)

    async with answering(get) as url:
        yield url


def plain(body: bytes | None) -> web.StreamResponse:
    return web.Response(status=404) if body is None else web.Response(body=body)


def without(path: str) -> Mapping[str, bytes]:
    return {each: content for each, content in TRUE.by_path.items() if each != path}


def leaves_out(request: web.Request, true: bytes | None) -> web.StreamResponse:
    """Changes a file and does not name it, with the published hash on top."""
    if request.path == MANIFEST_PATH:
        lie = write_manifest(without("/page/keys.js"))
        return plain(lie.replace(page_hash(without("/page/keys.js")).encode(), TRUE.hash.encode()))
    return plain(b"evil()" if request.path == "/page/keys.js" else true)


def changes_the_page_alone(request: web.Request, true: bytes | None) -> web.StreamResponse:
    is_page = request.path.startswith(PAGE_PATH)
    return plain(true + b" " if is_page and true else true)


def sends_elsewhere(request: web.Request, true: bytes | None) -> web.StreamResponse:
    """To where the true file is: followed, the lie would pass."""
    if request.path == "/page/keys.js" and not request.query_string:
        return web.Response(status=302, headers={"Location": "/page/keys.js?elsewhere"})
    return plain(true)


def never_ends(request: web.Request, true: bytes | None) -> web.StreamResponse:
    return plain(b"x" * (3 * 1024 * 1024) if request.path == "/page/keys.js" else true)


def names_another_host(request: web.Request, true: bytes | None) -> web.StreamResponse:
    if request.path == MANIFEST_PATH:
        return plain(b'{"hash":"","paths":["@127.0.0.1:9/page/keys.js"]}')
    return plain(true)


def names_no_end(request: web.Request, true: bytes | None) -> web.StreamResponse:
    if request.path == MANIFEST_PATH:
        paths = ",".join(f'"/page/{number}.js"' for number in range(1000))
        return plain(f'{{"hash":"","paths":[{paths}]}}'.encode())
    return plain(true)


def has_no_manifest(request: web.Request, true: bytes | None) -> web.StreamResponse:
    return plain(b"[]" if request.path == MANIFEST_PATH else true)


@pytest.mark.parametrize(
    ("lie", "kind"),
    [
        (leaves_out, PageChanged),
        (changes_the_page_alone, PageChanged),
        (names_another_host, PageChanged),
        (names_no_end, PageChanged),
        (has_no_manifest, PageChanged),
        (sends_elsewhere, ConnectionLost),
        (never_ends, ConnectionLost),
    ],
)
def test_server_that_lies_about_its_page_is_found_out(lie: Answer, kind: type[Exception]) -> None:
    async def session() -> None:
        async with liar(lie) as url:
            with pytest.raises(kind):
                await check_page(url, expected=TRUE.hash, random=os.urandom)

    asyncio.run(session())


def test_liar_of_these_tests_passes_when_it_tells_the_truth() -> None:
    async def session() -> None:
        async with liar(lambda _, true: plain(true)) as url:
            await check_page(url, expected=TRUE.hash, random=os.urandom)

    asyncio.run(session())


def test_server_that_is_not_there_is_one_clear_error() -> None:
    with pytest.raises(ConnectionLost):
        check("http://127.0.0.1:9")


def test_hash_is_of_paths_and_contents_and_nothing_else() -> None:
    files = {"/page/a.js": b"1", "/page/b.js": b"2"}
    assert page_hash(files) == page_hash(dict(reversed(files.items())))
    assert page_hash(files) != page_hash({"/page/a.js": b"2", "/page/b.js": b"1"})
    assert page_hash(files) != page_hash({"/page/a.js": b"12", "/page/b.js": b""})
