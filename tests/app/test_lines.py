"""The desk's line goes over the clinic's server when there is one, and only with the true page."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.calls import fake_devices
from app.lines import KEY_FILE, open_line
from app.paths import user_folder
from app.rendezvous.page import read_page
from app.rendezvous.server import ServerOptions, start_server
from app.servers import servers_of
from app.settings import load_settings, settings_file
from counselling.call.host.call import Call
from counselling.call.line.events import LinkReady
from counselling.call.media.engine import EngineName
from counselling.errors import CallError, ConnectionLost, LinkRefused, PageChanged, SettingsError
from counselling.settings.schema import Clinic, Settings
from tests.app.conftest import ROOT
from tests.rendezvous.processes import Server, served
from tests.rendezvous.proxies import PROXIES


@pytest.fixture
def server(tmp_path: Path, here: Path) -> Iterator[Server]:
    folder = tmp_path / "server"
    folder.mkdir()
    with served(folder) as running:
        yield running


def put_key(key: str) -> None:
    user_folder().mkdir(parents=True, exist_ok=True)
    (user_folder() / KEY_FILE).write_text(key)


def link(settings: Settings) -> str:
    async def opened() -> str:
        servers = servers_of(settings)
        async with open_line("de", fake_devices(), servers=servers) as line:
            async for event in line.events():
                assert isinstance(event, LinkReady)
                return event.link
        raise AssertionError("no link")

    return asyncio.run(asyncio.wait_for(opened(), 60))


def test_line_goes_over_the_server_of_the_settings(server: Server) -> None:
    put_key(server.address.host_key)
    assert link(Settings(rendezvous_url=f"{server.address.url}/")).startswith(
        f"{server.address.url}/j/"
    )


@pytest.mark.parametrize("engine", EngineName)
def test_line_is_carried_by_the_engine_of_the_settings(engine: EngineName, here: Path) -> None:
    async def carried_by() -> EngineName:
        servers = servers_of(Settings(engine=engine.value))
        async with open_line("de", fake_devices(), servers=servers) as line:
            assert isinstance(line, Call)
            return line._studio.engine.name

    assert asyncio.run(asyncio.wait_for(carried_by(), 60)) is engine


def test_engine_that_nobody_knows_is_told_with_its_place(here: Path) -> None:
    user_folder().mkdir(parents=True, exist_ok=True)
    settings_file().write_text('language = "en"\nengine = "webex"\n')
    with pytest.raises(SettingsError) as caught:
        link(load_settings())
    assert caught.value.message_id == "settings.value"
    assert caught.value.fields == {"key": "engine", "line": 2}


def test_link_carries_the_clinics_telephone_of_the_settings(here: Path) -> None:
    settings = Settings(clinic=Clinic(phone="+49 30 12345"))
    assert link(settings).endswith(".de.+493012345")


def test_line_goes_over_a_server_that_the_clinic_signed_itself(
    server: Server, tmp_path: Path
) -> None:
    put_key(server.address.host_key)
    with PROXIES["nginx"](tmp_path / "server", server.address) as proxy:
        shutil.copy(proxy.roots, user_folder() / "clinic.pem")
        settings = Settings(rendezvous_url=proxy.url, ca_file="clinic.pem")
        assert link(settings).startswith(f"{proxy.url}/j/")
        with pytest.raises(ConnectionLost):
            link(Settings(rendezvous_url=proxy.url))
    with pytest.raises(CallError) as caught:
        link(Settings(rendezvous_url=proxy.url, ca_file="other.pem"))
    assert (caught.value.message_id, caught.value.fields) == (
        "call.ca_file",
        {"file": "other.pem"},
    )


@pytest.mark.parametrize(
    "url", ["http://visit.clinic.example", "http://10.0.0.1:8710", "ws://visit.clinic.example"]
)
def test_server_on_whose_line_others_could_read_the_key_is_not_spoken_to(
    here: Path, url: str
) -> None:
    put_key("k" * 43)
    with pytest.raises(CallError) as caught:
        link(Settings(rendezvous_url=url))
    assert caught.value.message_id == "call.server_url"


def test_line_goes_over_a_server_of_its_own_when_none_is_set() -> None:
    assert link(Settings()).startswith("http://127.0.0.1:")


def test_without_the_servers_key_there_is_one_clear_error(server: Server) -> None:
    with pytest.raises(CallError) as caught:
        link(Settings(rendezvous_url=server.address.url))
    assert (caught.value.message_id, caught.value.fields) == (
        "call.host_key_missing",
        {"file": KEY_FILE},
    )


def test_key_that_the_server_does_not_know_opens_no_room(server: Server) -> None:
    put_key("k" * 43)
    with pytest.raises(LinkRefused):
        link(Settings(rendezvous_url=server.address.url))


@pytest.fixture
def of_another_release(here: Path) -> Path:
    """A folder with a page that is not this release's."""
    changed = here / "page"
    shutil.copytree(ROOT / "assets" / "patient_page", changed)
    with (changed / "call.js").open("ab") as file:
        file.write(b" ")
    return changed


def link_over(page: Path, page_hash: str) -> str:
    async def session() -> str:
        async with start_server(ServerOptions(page, ROOT / "translations")) as server:
            put_key(server.host_key)
            settings = Settings(rendezvous_url=server.url, rendezvous_page_hash=page_hash)
            return await asyncio.to_thread(link, settings)

    return asyncio.run(session())


def test_nobody_is_invited_over_a_server_whose_page_was_changed(of_another_release: Path) -> None:
    with pytest.raises(PageChanged):
        link_over(of_another_release, "")


def test_page_of_another_release_is_as_good_as_the_hash_that_was_given(
    of_another_release: Path,
) -> None:
    given = read_page(of_another_release, ROOT / "translations").hash
    assert link_over(of_another_release, f" {given.upper()}\n").startswith("http")
    with pytest.raises(PageChanged):
        link_over(of_another_release, "0" * 64)
