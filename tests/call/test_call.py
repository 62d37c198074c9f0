"""The counsellor's end against a seat in Python, over the real server and both engines."""

import time
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest

from app.rendezvous.server import start_server
from counselling.call.host.call import Call
from counselling.call.line.events import (
    Admitted,
    BoardShown,
    Connected,
    Ended,
    Failed,
    FirstFrame,
    Freed,
    Knocked,
    Left,
    Lost,
    Media,
    ServerBack,
    ServerLost,
    Statistics,
    WentAway,
)
from counselling.call.line.peer import STATISTICS_CHANNEL
from counselling.call.link.plan import Invited, Plan, ServerAddress
from counselling.call.link.room import Presence, Role
from counselling.call.media.devices import Devices, NullScreen, NullSpeaker
from counselling.call.media.engine import Engine, EngineName, load_engine
from counselling.call.media.fake_devices import FakeCamera, FakeMicrophone
from counselling.call.server import messages, wire
from counselling.drawing.scene import Circle, Scene, Text
from counselling.errors import CallError, ConnectionLost, LinkRefused
from tests.call.conftest import counsellor
from tests.call.seat import Seat

SCENE = Scene((Circle(10, 10, 5), Text(10, 30, "I-1")), 40, 40, "Family")


async def connected(host, seat: Seat) -> None:
    """Bring a seat into the room, for the first time or after others."""
    before = len(host.told(Connected))
    await seat.come()
    await host.wait(Knocked, before + 1)
    await host.call.admit("1")
    await host.wait(Connected, before + 1)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("wrtc", "aiortc"), ("aiortc", "wrtc"), ("wrtc", "wrtc"), ("aiortc", "aiortc")],
)
def test_two_ends_see_and_hear_each_other_and_read_the_same_safety_words(
    run, meeting, ours: str, theirs: str
) -> None:
    async def session() -> None:
        async with (
            meeting(load_engine(EngineName(ours))) as host,
            Seat(await host.link(), load_engine(EngineName(theirs))) as seat,
        ):
            await connected(host, seat)
            await seat.until(lambda: len(seat.pictures) > 5 and len(seat.blocks) > 10)
            for count in (1, 2):
                await host.wait(FirstFrame, count)
            second = (await host.wait(Statistics, 2)).second
            assert {first.media for first in host.told(FirstFrame)} == set(Media)
            assert (await host.wait(Connected)).safety_words.digits == seat.safety_words != ""
            assert (seat.pictures[-1].width, seat.pictures[-1].height) == (320, 240)
            assert second.sent_fps > 5
            assert second.received_fps > 5
            assert second.received_kbit > 10
            assert second.level > 0.01

    run(session())


def test_picture_shown_before_and_during_the_call_stands_on_the_board(run, meeting, engine) -> None:
    async def session() -> None:
        async with meeting(engine) as host, Seat(await host.link(), engine) as seat:
            host.call.show(SCENE)
            await connected(host, seat)
            await host.wait(BoardShown)
            host.call.show(Scene((), 10, 10, "Another"))
            assert (await host.wait(BoardShown, 2)).version == 2
            assert [board["title"] for board in seat.boards] == ["Family", "Another"]

    run(session())


def test_nothing_but_a_welcome_reaches_who_was_not_let_in(run, meeting, wrtc: Engine) -> None:
    async def session() -> None:
        async with meeting(wrtc) as host, Seat(await host.link(), wrtc) as seat:
            await seat.come()
            await host.wait(Knocked)
            host.call.show(SCENE)
            await seat.until(lambda: seat.heard)
            assert [type(message) for message in seat.heard] == [messages.Welcome]
            assert seat.connection is None
            assert host.told(Admitted) == []

    run(session())


def test_refused_visitor_is_told_so_and_can_knock_again(run, meeting, wrtc: Engine) -> None:
    async def session() -> None:
        async with meeting(wrtc) as host:
            link = await host.link()
            async with Seat(link, wrtc) as seat:
                await seat.come()
                await host.wait(Knocked)
                await host.call.refuse("1")
                await seat.until(lambda: messages.Refused() in seat.heard)
                with pytest.raises(CallError):
                    await host.call.admit("1")
                async with Seat(link, wrtc, seat_key=seat.seat_key) as again:
                    await again.come()
                    await host.wait(Knocked, 2)
                    assert messages.Refused() not in again.heard
                    await host.call.admit("1")

    run(session())


def test_who_leaves_by_the_button_has_to_ask_again(run, meeting, wrtc: Engine) -> None:
    async def session() -> None:
        async with meeting(wrtc) as host:
            link = await host.link()
            async with Seat(link, wrtc) as seat:
                await connected(host, seat)
                await seat.say(messages.Left())
                await host.wait(Left)
                assert host.call.room.seat("1").presence is Presence.WAITING
                async with Seat(link, wrtc, seat_key=seat.seat_key) as again:
                    await again.come()
                    await host.wait(Knocked, 2)
            assert host.told(Lost) == []

    run(session())


def test_link_is_freed_for_another_device_whose_person_is_let_in_anew(
    run, meeting, wrtc: Engine
) -> None:
    async def session() -> None:
        async with meeting(wrtc) as host:
            link = await host.link()
            async with Seat(link, wrtc) as phone, Seat(link, wrtc) as tablet:
                await connected(host, phone)
                assert await tablet.knock() == wire.Refused()
                host.call.release("1")
                assert (await host.wait(Freed)).seat == "1"
                assert host.call.room.seat("1").presence is Presence.WAITING
                await phone.until(lambda: messages.Freed() in phone.heard)
                async with Seat(link, wrtc) as again:
                    await connected(host, again)
                    await again.until(lambda: len(again.pictures) > 3)
                    # the telephone's page may not take its seat back
                    async with Seat(link, wrtc, seat_key=phone.seat_key) as late:
                        assert await late.knock() == wire.Refused()
            assert len(host.told(Knocked)) == 2
            with pytest.raises(CallError):
                host.call.release("9")

    run(session())


def test_who_lost_the_line_is_back_in_the_same_seat_without_being_asked(
    run, meeting, engine: Engine
) -> None:
    async def session() -> None:
        async with meeting(engine) as host:
            link = await host.link()
            host.call.show(SCENE)
            async with Seat(link, engine) as seat:
                await connected(host, seat)
                await seat.until(lambda: len(seat.pictures) > 3)
                key = seat.seat_key
                await seat.hang_up()
                await host.wait(Lost)
                assert host.call.room.seat("1").presence is Presence.RECONNECTING
            async with Seat(link, engine, seat_key=key) as back:
                await back.come()
                await host.wait(Connected, 2)
                assert host.told(Admitted)[-1].is_back
                await back.until(lambda: back.boards)
            assert len(host.told(Knocked)) == 1

    run(session())


def test_line_on_which_the_picture_stands_still_is_made_anew(
    run, meeting, aiortc: Engine, wrtc: Engine
) -> None:
    """Its receiver may wait for one lost packet, while the other end sends pictures."""

    async def session() -> None:
        async with meeting(aiortc) as host:
            link = await host.link()
            async with Seat(link, wrtc) as seat:
                await connected(host, seat)
                await host.wait(FirstFrame)
                await seat.until(lambda: STATISTICS_CHANNEL in seat.channels)
                seat.camera.is_frozen = True
                while not host.told(Lost):  # as long as there are figures
                    await host.wait(Statistics, len(host.told(Statistics)) + 1)
                    seat.channels[STATISTICS_CHANNEL].send('{"sentFps":30}')
                async with Seat(link, wrtc, seat_key=seat.seat_key) as again:
                    await again.come()
                    await host.wait(Connected, 2)
            assert len(host.told(Knocked)) == 1

    run(session())


def test_second_knock_of_the_same_browser_takes_the_line_over_when_it_is_proven(
    run, meeting, wrtc: Engine
) -> None:
    async def session() -> None:
        async with meeting(wrtc) as host:
            link = await host.link()
            async with Seat(link, wrtc) as seat:
                await connected(host, seat)
                async with Seat(link, wrtc, seat_key=seat.seat_key) as reloaded:
                    await reloaded.come()
                    await host.wait(Connected, 2)
                    assert host.call.room.seat("1").presence is Presence.CONNECTED
                    await reloaded.until(lambda: len(reloaded.pictures) > 3)
            assert host.told(Failed) == []

    run(session())


def test_who_closes_the_page_in_the_waiting_room_is_gone(run, meeting, wrtc: Engine) -> None:
    async def session() -> None:
        async with meeting(wrtc) as host:
            async with Seat(await host.link(), wrtc) as seat:
                await seat.come()
                await host.wait(Knocked)
            await host.wait(WentAway)
            assert host.call.room.seat("1").presence is Presence.WAITING

    run(session())


def test_end_says_goodbye_and_kills_the_links(run, meeting, wrtc: Engine) -> None:
    async def session() -> None:
        async with meeting(wrtc) as host:
            link = await host.link()
            async with Seat(link, wrtc) as seat, Seat(link, wrtc) as late:
                await connected(host, seat)
                await host.call.end()
                await seat.until(lambda: messages.Ended() in seat.heard)
                assert isinstance(await late.knock(), wire.Refused)

    run(session())


def test_two_people_have_two_links_and_do_not_disturb_each_other(
    run, meeting, wrtc: Engine
) -> None:
    async def session() -> None:
        roles = (Role.PATIENT, Role.INTERPRETER)
        async with (
            meeting(wrtc, roles) as host,
            Seat(await host.link(1), wrtc) as patient,
            Seat(await host.link(2), wrtc) as interpreter,
        ):
            await patient.come()
            await interpreter.come()
            await host.wait(Knocked, 2)
            await host.call.admit("2")
            await host.call.admit("1")
            await host.wait(Connected, 2)
            await patient.until(lambda: patient.pictures and patient.safety_words)
            await interpreter.until(lambda: interpreter.pictures and interpreter.safety_words)
            assert patient.safety_words != interpreter.safety_words
            await interpreter.say(messages.Left())
            await host.wait(Left)
            assert host.call.room.seat("1").presence is Presence.CONNECTED

    run(session())


def test_hidden_camera_is_black_and_muted_microphone_silent_at_the_other_end(
    run, meeting, wrtc: Engine
) -> None:
    async def session() -> None:
        async with meeting(wrtc) as host, Seat(await host.link(), wrtc) as seat:
            await connected(host, seat)
            await seat.until(lambda: len(seat.pictures) > 5)
            assert max(seat.pictures[-1].y) > 100
            host.call.send(is_camera_on=False, is_microphone_on=False)
            await seat.until(lambda: max(seat.pictures[-1].y) < 40)
            await seat.until(lambda: not any(seat.blocks[-1].samples))
            host.call.send(is_camera_on=True, is_microphone_on=True)
            await seat.until(lambda: max(seat.pictures[-1].y) > 100)

    run(session())


NO_DEVICES = Devices(
    FakeCamera(), FakeMicrophone(), lambda _: NullScreen(), lambda _: NullSpeaker()
)


def plan(server: ServerAddress) -> Plan:
    return Plan(server, (Invited(Role.PATIENT),), opens=0.0, closes=1e12)


def test_page_reloaded_at_the_moment_of_admission_is_let_in_when_it_says_hello(
    run, meeting, wrtc: Engine
) -> None:
    async def session() -> None:
        async with meeting(wrtc) as host:
            link = await host.link()
            async with Seat(link, wrtc) as seat:
                await seat.come()
                await host.wait(Knocked)
                async with Seat(link, wrtc, seat_key=seat.seat_key) as reloaded:
                    await reloaded.knock()
                    await seat.until(lambda: seat.socket.closed)
                    await host.call.admit("1")
                    await reloaded.say_hello()
                    await host.wait(Connected)
            assert host.told(Failed) == []

    run(session())


def test_server_out_of_reach_is_one_clear_error(run, wrtc: Engine) -> None:
    async def session() -> None:
        nowhere = ServerAddress("http://127.0.0.1:9", "key")
        with pytest.raises(ConnectionLost) as caught:
            await Call(plan(nowhere), engine=wrtc, devices=NO_DEVICES).start()
        assert caught.value.message_id == "call.server_unreachable"

    run(session())


def test_clock_that_is_a_day_off_spoils_no_link(run, options, wrtc: Engine) -> None:
    async def session() -> None:
        tomorrow = time.time() + 86_400
        async with start_server(options) as server:
            ours = replace(plan(server), opens=tomorrow - 60, closes=tomorrow + 60)
            call = Call(ours, engine=wrtc, devices=NO_DEVICES, now=lambda: tomorrow)
            await call.start()
            link = (await anext(call.events())).link
            async with Seat(link, wrtc) as seat:
                assert isinstance(await seat.knock(), wire.Waiting)
            await call.end()

    run(session())


def test_server_that_does_not_know_our_key_lets_us_open_no_room(run, options, wrtc) -> None:
    async def session() -> None:
        async with start_server(options) as server:
            stranger = ServerAddress(server.url, "another key")
            with pytest.raises(LinkRefused) as caught:
                await Call(plan(stranger), engine=wrtc, devices=NO_DEVICES).start()
            assert caught.value.message_id == "call.host_key"

    run(session())


def test_rendezvous_that_dies_does_not_end_a_call_and_is_found_again(run, options, wrtc) -> None:
    async def session() -> None:
        async with AsyncExitStack() as server_life:
            server = await server_life.enter_async_context(start_server(options))
            port = int(server.url.rpartition(":")[2])
            async with counsellor(server, wrtc) as host:
                link = await host.link()
                async with Seat(link, wrtc) as seat:
                    await connected(host, seat)
                    await server_life.aclose()
                    await host.wait(ServerLost)
                    seen = len(seat.pictures)
                    await seat.until(lambda: len(seat.pictures) > seen + 10)
                    async with start_server(replace(options, port=port)):
                        await host.wait(ServerBack)
                        async with Seat(link, wrtc, seat_key=seat.seat_key) as again:
                            await again.come()
                            await host.wait(Connected, 2)

    run(session())


def test_admitting_a_seat_that_nobody_knocked_at_is_refused(run, meeting, wrtc: Engine) -> None:
    async def session() -> None:
        async with meeting(wrtc) as host:
            with pytest.raises(CallError) as caught:
                await host.call.admit("1")
            assert caught.value.message_id == "call.move"

    run(session())


def test_call_can_be_ended_twice_and_before_anybody_came(run, meeting, engine: Engine) -> None:
    async def session() -> None:
        async with meeting(engine) as host:
            await host.call.end()
            await host.call.end()
            assert len(host.told(Ended)) <= 1

    run(session())
