"""An edit of the board is followed by something, so that a lost one is missed at once."""

from counselling.call.board.board import CHANNEL, POINTER_CHANNEL
from counselling.call.line.events import Connected, Knocked
from counselling.call.media.engine import Engine
from counselling.call.media.rtc import DataChannel
from counselling.drawing.scene import Line, Scene
from tests.call.visitor import visitor


def test_edit_is_followed_by_what_nobody_reads(run, meeting, wrtc: Engine) -> None:
    heard: dict[str, list[object]] = {CHANNEL: [], POINTER_CHANNEL: []}

    async def show() -> None:
        async with meeting(wrtc) as host, visitor(await host.link(), wrtc) as guest:

            def take(channel: DataChannel) -> None:
                def hear(message: object) -> None:
                    heard.setdefault(channel.label, []).append(message)
                    guest.came.set()

                channel.on("message", hear)

            guest.guest.on_channel = take
            await host.wait(Knocked)
            await host.call.admit("1")
            await host.wait(Connected)
            host.call.show(Scene((Line(0, 0, 9, 9),), 10, 10))
            await guest.until(lambda: heard[CHANNEL] and len(heard[POINTER_CHANNEL]) >= 3)
        assert set(heard[POINTER_CHANNEL]) == {"{}"}

    run(show())
