"""Lost packets of the picture are sent again as long as the line bears one, and not after."""

import asyncio
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.call.line.events import PictureChanged
from counselling.call.line.media_line import MediaLine
from counselling.call.media.engine import Engine, EngineName, load_engine
from counselling.call.media.ladder import Rung
from counselling.call.media.resends import with_resends
from tests.call.conftest import keep
from tests.call.page_modules import ask_page
from tests.call.test_guest import come_in
from tests.call.visitor import visitor

LOST = re.compile(r"^a=rtcp-fb:\S+ nack\r?$", re.MULTILINE)
STREAMS = re.compile(r"^a=ssrc:.*$", re.MULTILINE)
HEAD = "v=0\r\nm=audio 9 RTP 111\r\na=rtcp-fb:111 nack\r\nm=video 9 RTP 96 97\r\n"
LINES = st.lists(
    st.sampled_from(
        [
            "a=rtcp-fb:96 nack\r\n",
            "a=rtcp-fb:96 nack pli\r\n",
            "a=rtcp-fb:97 nack\n",
            "a=rtcp-fb:97 nack pli\n",
            "a=rtcp-fb:* nack\r\n",
            "a=rtcp-fb:96 ccm fir\r\n",
            "a=rtcp-fb:96 nack rpsi\r\n",
            "a=rtpmap:96 VP8/90000\r\n",
            " a=rtcp-fb:96 nack\r\n",
        ]
    )
).map("".join)


async def described(engine: Engine) -> str:
    connection = engine.connect(())
    for kind in ("audio", "video"):
        connection.addTransceiver(kind)
    await connection.setLocalDescription(await connection.createOffer())
    sdp = connection.localDescription.sdp
    await connection.close()
    return sdp


def test_only_the_pictures_lost_packets_are_left_out_and_put_back(engine: Engine) -> None:
    sdp = asyncio.run(described(engine))
    sound, picture = sdp.split("m=video")
    without = with_resends(sdp, is_on=False)
    assert LOST.findall(picture)
    assert LOST.findall(without) == LOST.findall(sound)
    assert "nack pli" in without
    assert sorted(with_resends(without, is_on=True).splitlines()) == sorted(sdp.splitlines())


@given(LINES)
def test_saying_it_again_changes_nothing(lines: str) -> None:
    for is_on in (True, False):
        once = with_resends(HEAD + lines, is_on=is_on)
        assert with_resends(once, is_on=is_on) == once
        assert once.startswith(HEAD)  # the sound's line stays


def test_page_writes_descriptions_as_we_do() -> None:
    texts = [
        "",
        HEAD,
        HEAD + "a=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\n",
        HEAD + "a=rtcp-fb:96 nack pli\r\na=rtcp-fb:97 nack\r\na=rtcp-fb:97 nack pli\n",
        "a=rtcp-fb:* nack pli\r\na=rtcp-fb:* nack\r\n",
    ]
    asked = [[text, is_on] for text in texts for is_on in (True, False)]
    told = ask_page("descriptions.js", "withResends", "([t, on]) => withResends(t, on)", asked)
    assert told == [with_resends(str(text), is_on=bool(is_on)) for text, is_on in asked]


def reads(line: MediaLine) -> str:
    """The other end's description, as an end's engine has it; "" where it cannot be told."""
    native = vars(line._connection).get("_native")
    return str(native.remote_description.sdp) if native is not None else ""


@pytest.mark.parametrize(
    ("ours", "theirs", "is_made_anew"),
    [
        ("wrtc", "wrtc", False),
        ("wrtc", "wrtc", True),
        ("wrtc", "aiortc", False),
        ("aiortc", "wrtc", False),
    ],
)
def test_at_sound_alone_nothing_is_sent_again_and_streams_stay(
    run, meeting, ours: str, theirs: str, is_made_anew: bool
) -> None:
    async def session() -> None:
        engines = [load_engine(EngineName(name)) for name in (ours, theirs)]
        async with (
            meeting(engines[0]) as host,
            visitor(await host.link(), engines[1]) as guest,
        ):
            await come_in(host, guest)
            visit = host.call._seating._places["1"].visit
            ends = [end for end in (visit._peer, guest.guest.line) if reads(end)]
            await guest.until(lambda: len(guest.pictures) > 5)
            before = [STREAMS.findall(reads(end)) for end in ends]
            keep(visit, Rung.SOUND)
            while (await guest.wait(PictureChanged)).rung is not Rung.SOUND:
                pass
            if is_made_anew:
                await visit._offer_again()
            await guest.until(lambda: not any(LOST.search(reads(end)) for end in ends))
            await guest.until(lambda: guest.pictures[-1].height == 180)  # a still picture
            keep(visit, Rung.FULL)
            await guest.until(lambda: all(LOST.search(reads(end)) for end in ends))
            await guest.until(lambda: guest.pictures[-1].height == 240)
            after = [STREAMS.findall(reads(end)) for end in ends]
            assert is_made_anew or before == after

    run(session())
