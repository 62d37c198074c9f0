"""The talk between `consultand host` and `consultand join`: orders, JSON lines, files."""

import json
import subprocess
from pathlib import Path

import pytest

from app.commands.orders import read_order
from app.commands.talk_orders import in_talk, put_away, talk_json
from counselling.call.talk.talk_news import AgendaTold, FileCame
from counselling.call.talk.talk_orders import EndFile, LowerHand, PutOnHold, ShareAgenda, Write
from counselling.call.talk.talk_words import Kind, Point
from counselling.errors import CallError, UsageError
from tests.call.ends import Told, consultand

PDF = b"%PDF-1.7\n" + bytes(5000)


def order(text: str) -> object:
    return in_talk(read_order(text))


def test_orders_are_read_as_what_the_call_does() -> None:
    assert order('{"order":"say","text":"Hello"}') == Write("Hello")
    assert order('{"order":"hold"}') == PutOnHold(is_on=True)
    assert order('{"order":"lower_hand","seat":"1"}') == LowerHand("1")
    assert order('{"order":"end_file","seat":"1","file":7}') == EndFile("1", 7)
    plan = order('{"order":"plan","points":[{"words":"Tests"}],"minutes":45}')
    assert plan == ShareAgenda((Point("Tests"),), 45, 45)


@pytest.mark.parametrize(
    "text",
    [
        '{"order":"say"}',
        '{"order":"plan","minutes":0}',
        '{"order":"sing"}',
        '{"order":"hold","on":1}',
    ],
)
def test_order_that_is_none_is_one_clear_mistake(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_order(text)
    assert refused.value.message_id == "host.order"


def test_file_that_cannot_be_handed_over_is_one_clear_mistake(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        order(json.dumps({"order": "hand_over", "seat": "1", "path": str(tmp_path / "no.pdf")}))
    assert refused.value.message_id == "host.file"
    (tmp_path / "big.pdf").write_bytes(b"%PDF-" + bytes(20_000_000))
    with pytest.raises(CallError):
        order(json.dumps({"order": "hand_over", "seat": "1", "path": str(tmp_path / "big.pdf")}))


def test_files_that_came_never_replace_one_another(tmp_path: Path) -> None:
    for _ in range(2):
        put_away(FileCame("1", 1, "result.pdf", Kind.PDF, PDF), tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["result 2.pdf", "result.pdf"]
    put_away(FileCame("1", 1, "result.pdf", Kind.PDF, PDF), None)


def test_a_file_is_told_by_its_hash_and_a_plan_by_its_words() -> None:
    told = talk_json(FileCame("1", 1, "result.pdf", Kind.PDF, PDF))
    assert "content" not in told
    assert told["size_bytes"] == len(PDF)
    plan = talk_json(AgendaTold("1", (Point("Tests", is_done=True),), 45, 31.0))
    assert plan["points"] == [{"words": "Tests", "is_done": True}]


def test_two_processes_talk_and_hand_over(tmp_path: Path) -> None:
    (tmp_path / "result.pdf").write_bytes(PDF)
    command = consultand(
        "host", "--fake-media", "--admit-all", "--orders", "--json", "--files", str(tmp_path)
    )
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    host = Told(subprocess.Popen(command, **pipes))
    try:
        host.wait(lambda end: end.named("link"), seconds=90.0)
        link = str(host.named("link")[0][1]["link"])
        said = ("--say", "Hello", "--raise-hand", "--hand-over", str(tmp_path / "result.pdf"))
        join = consultand("join", link, "--fake-media", *said)
        guest = Told(subprocess.Popen(join, stdout=subprocess.PIPE, text=True))
        try:
            host.wait(lambda end: end.named("file_offered"), seconds=90.0)
            offered = host.named("file_offered")[0][1]
            for each in ({"order": "say", "text": "Welcome"}, {"order": "hold"},
                         {"order": "take_file", "seat": "1", "file": offered["file"]}):  # fmt: skip
                assert host.process.stdin is not None
                host.process.stdin.write(json.dumps(each) + "\n")
                host.process.stdin.flush()
            host.wait(lambda end: end.named("file_came"), seconds=60.0)
            guest.wait(lambda end: end.named("hold_changed"), seconds=60.0)
            guest.wait(lambda end: len(end.named("wrote")) == 2, seconds=60.0)
            assert [e["text"] for _, e in guest.named("wrote")] == ["Hello", "Welcome"]
            assert host.named("hand_moved")[0][1]["is_up"]
            host.wait(lambda end: end.named("file_ended"), seconds=60.0)
            assert (tmp_path / "result 2.pdf").read_bytes() == PDF
        finally:
            guest.stop()
    finally:
        if host.process.stdin is not None:
            host.process.stdin.close()
        host.stop()
