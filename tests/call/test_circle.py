"""Several people in one call: each sees and hears all the others, and who is meant hears."""

import pytest

from counselling.call.engine import Engine, EngineName, load_engine
from counselling.call.events import FellowJoined, PairMade
from counselling.call.room import Role
from tests.call.gathering import TONES, gathered

THREE = (Role.PATIENT, Role.INTERPRETER, Role.NURSE)


@pytest.mark.parametrize(
    ("first", "second"),
    [("wrtc", "aiortc"), ("aiortc", "wrtc"), ("wrtc", "wrtc"), ("aiortc", "aiortc")],
)
def test_two_guests_see_and_hear_each_other(run, meeting, first: str, second: str) -> None:
    async def session() -> None:
        engines = [load_engine(EngineName(name)) for name in (first, second)]
        roles = (Role.PATIENT, Role.INTERPRETER)
        async with meeting(engines[0], roles) as host, gathered(host, engines) as guests:
            one, two = guests["1"], guests["2"]
            await one.until(lambda: one.eyes["2"].count > 3)
            await two.until(lambda: two.eyes["1"].count > 3)
            await one.hears("2", TONES["2"], is_loud=True)
            await two.hears("1", TONES["1"], is_loud=True)
            assert (await host.wait(PairMade)).seats == ("1", "2")
            assert one.told(FellowJoined)[0].role == "interpreter"

    run(session())
