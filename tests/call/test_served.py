"""More than five people, over the clinic's media server: a real Janus, fake media."""

import pytest

from counselling.call.engine import EngineName, load_engine
from counselling.call.events import Failed, MediaServed
from counselling.call.room import Role
from tests.call.gathering import gathered
from tests.call.janus_server import JanusProcess, find_janus, janus

pytestmark = pytest.mark.skipif(find_janus() is None, reason="no Janus on this machine")
SEVEN = (Role.PATIENT, *(Role.RELATIVE,) * 4, Role.NURSE, Role.INTERPRETER)


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory):
    with janus(tmp_path_factory.mktemp("janus")) as running:
        yield running


def test_seven_guests_see_and_hear_each_other_over_the_media_server(
    run, meeting, clinic: JanusProcess
) -> None:
    async def session() -> None:
        engines = [load_engine(EngineName.WRTC)] * 5 + [load_engine(EngineName.AIORTC)] * 2
        async with (
            meeting(engines[0], SEVEN, media=clinic.server) as host,
            gathered(host, engines, per_second=3) as guests,
        ):
            await host.wait(MediaServed)
            for seat, guest in guests.items():
                others = set(guests) - {seat}
                await guest.until(lambda g=guest, o=others: all(g.eyes[x].count > 1 for x in o))
                await guest.wait(MediaServed)
                assert "server" in guest.guest.fellows.lines
            assert host.told(Failed) == []

    run(session())
