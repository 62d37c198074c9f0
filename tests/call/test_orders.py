"""What a running host is told on its standard input."""

import json
import subprocess

import pytest

from app.commands.orders import Admit, Alone, LetKnow, Refuse, Release, Send, read_order
from counselling.call.link.before_call import Sentence
from counselling.errors import UsageError
from tests.call.conftest import ROOT
from tests.call.ends import consultand


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ('{"order":"admit","seat":"1"}', Admit("1")),
        ('{"order":"refuse","seat":"2"}', Refuse("2")),
        ('{"order":"alone","seats":["host","3"]}', Alone(("host", "3"))),
        ('{"order":"alone"}', Alone()),
        ('{"order":"refuse","seat":"1","sentence":"phone"}', Refuse("1", Sentence.PHONE)),
        ('{"order":"let_know","seat":"1","sentence":"five"}', LetKnow("1", Sentence.FIVE)),
        ('{"order":"let_know","seat":"1","text":"soon"}', LetKnow("1", text="soon")),
        ('{"order":"release","seat":"1"}', Release("1")),
        ('{"order":"send","camera":false}', Send(camera=False)),
    ],
)
def test_orders_are_read(line: str, order: object) -> None:
    assert read_order(line) == order


@pytest.mark.parametrize(
    "line",
    [
        "",
        "admit 1",
        "[]",
        "{}",
        '{"order":"end"}',
        '{"order":"admit"}',
        '{"order":"admit","seat":1}',
        '{"order":"let_know","seat":"1","sentence":"now"}',
        '{"order":"let_know","seat":"1","text":"' + "x" * 501 + '"}',
        '{"order":"alone","seats":["1","2","3"]}',
        "[" * 5_000,
        '{"order":"admit","seat":"' + "1" * 70_000,
    ],
)
def test_what_is_no_order_is_refused(line: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_order(line)
    assert caught.value.message_id == "host.order"


def test_host_gives_each_a_link_and_tells_what_cannot_be_done() -> None:
    command = consultand(
        "host", "--fake-media", "--json", "--orders", "--seconds", "2",
        "--invite", "patient:de", "--invite", "interpreter",
    )  # fmt: skip
    said = '{"order":"admit","seat":"2"}\nhello\n{"order":"alone","seats":["host","1"]}\n'
    done = subprocess.run(
        command, input=said, capture_output=True, text=True, cwd=ROOT, timeout=120
    )
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    links = [(e["seat"], e["role"]) for e in events if e["event"] == "link"]
    assert links == [("1", "patient"), ("2", "interpreter")]
    refused = [e["error"]["id"] for e in events if e["event"] == "order_refused"]
    assert refused == ["call.move", "host.order", "call.private"]


def test_role_that_nobody_has_is_one_plain_line() -> None:
    command = consultand("host", "--fake-media", "--invite", "surgeon")
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120)
    assert done.returncode == 2
    assert "surgeon" in done.stderr.splitlines()[-1]
