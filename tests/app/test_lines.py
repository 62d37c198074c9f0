"""The desk's line goes over the clinic's server when there is one, and only with the true page."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.calls import fake_devices
from app.lines import KEY_FILE, open_line
from app.paths import user_folder
from counselling.call.line.events import LinkReady
from counselling.errors import CallError, LinkRefused, PageChanged
from tests.app.conftest import ROOT
from tests.rendezvous.processes import Server, served


@pytest.fixture
def server(tmp_path: Path, here: Path) -> Iterator[Server]:
    folder = tmp_path / "server"
    folder.mkdir()
    with served(folder) as running:
        yield running


def put_key(key: str) -> None:
    user_folder().mkdir(parents=True, exist_ok=True)
    (user_folder() / KEY_FILE).write_text(key)


def link(server_url: str) -> str:
    async def opened() -> str:
        async with open_line("de", fake_devices(), server_url=server_url) as line:
            async for event in line.events():
                assert isinstance(event, LinkReady)
                return event.link
        raise AssertionError("no link")

    return asyncio.run(asyncio.wait_for(opened(), 60))


def test_line_goes_over_the_server_of_the_settings(server: Server) -> None:
    put_key(server.address.host_key)
    assert link(f"{server.address.url}/").startswith(f"{server.address.url}/j/")


def test_line_goes_over_a_server_of_its_own_when_none_is_set() -> None:
    assert link("").startswith("http://127.0.0.1:")


def test_without_the_servers_key_there_is_one_clear_error(server: Server) -> None:
    with pytest.raises(CallError) as caught:
        link(server.address.url)
    assert (caught.value.message_id, caught.value.fields) == (
        "call.host_key_missing",
        {"file": KEY_FILE},
    )


def test_key_that_the_server_does_not_know_opens_no_room(server: Server) -> None:
    put_key("k" * 43)
    with pytest.raises(LinkRefused):
        link(server.address.url)


def test_nobody_is_invited_over_a_server_whose_page_was_changed(here: Path) -> None:
    import shutil

    from app.rendezvous.server import ServerOptions, start_server

    changed = here / "page"
    shutil.copytree(ROOT / "assets" / "patient_page", changed)
    with (changed / "call.js").open("ab") as file:
        file.write(b" ")

    async def session() -> None:
        async with start_server(ServerOptions(changed, ROOT / "translations")) as server:
            put_key(server.host_key)
            async with open_line("en", fake_devices(), server_url=server.url):
                raise AssertionError("not reached")

    with pytest.raises(PageChanged):
        asyncio.run(session())
