"""A counsellor's program that is killed and started again: the same room, no new admission."""

import signal
import time
from pathlib import Path

import pytest

from counselling.call.link.ticket import KeptSeat, Ticket, read_ticket, write_ticket
from counselling.call.media.engine import EngineName
from counselling.errors import CallError
from tests.call.ends import Told, link_of
from tests.call.test_join import start

BACK_SECONDS = 10  # from the start of the second program
BUSY = 2  # as much slower others' work may make this machine


def named(end: Told, name: str) -> int:
    return len(end.named(name))


@pytest.mark.journey
@pytest.mark.parametrize("name", list(EngineName))
def test_patient_is_back_in_her_seat_and_has_to_do_nothing(tmp_path: Path, name) -> None:
    key, keep = tmp_path / "host.key", tmp_path / "room"
    server = Told(start("serve", "--json", "--port", "0", "--host-key-file", str(key)))
    try:
        server.wait(lambda end: end.named("serving"), what="no server")
        url = str(server.named("serving")[0][1]["url"])
        words = ["--fake-media", "--json", "--server", url, "--host-key-file", str(key)]
        command = ["host", *words, "--keep", str(keep), "--engine", name.value]
        first = Told(start(*command, "--admit-all"))
        first.wait(lambda end: end.named("link"), seconds=90, what="no link")
        link = link_of(first)
        guest = Told(start("join", link, "--fake-media", "--engine", name.value))
        try:
            guest.wait(lambda end: end.seconds(), what="no call")
            first.process.send_signal(signal.SIGKILL)
            first.stop()
            began = time.time()
            second = Told(start(*command))  # it admits nobody by itself
            try:
                second.wait(lambda end: end.named("link"), seconds=90, what="no second link")
                guest.wait(lambda end: named(end, "connected") > 1, seconds=90, what="never back")
                second.wait(lambda end: end.seconds(), what="host never sees")
                assert link_of(second) == link
                back, opened = guest.named("connected")[1][0], second.named("link")[0][0]
                assert back - began < BUSY * BACK_SECONDS
                assert back - opened < BACK_SECONDS / 2
                assert named(second, "knocked") == 0
                assert [each["is_back"] for _, each in second.named("admitted")] == [True]
            finally:
                second.stop()
            assert not keep.exists()  # the session is over
        finally:
            guest.stop()
    finally:
        server.stop()


@pytest.mark.journey
def test_lines_between_guests_outlast_a_killed_host(tmp_path: Path) -> None:
    key, keep = tmp_path / "host.key", tmp_path / "room"
    server = Told(start("serve", "--json", "--port", "0", "--host-key-file", str(key)))
    ends = [server]
    try:
        server.wait(lambda end: end.named("serving"), what="no server")
        url = str(server.named("serving")[0][1]["url"])
        words = ["--fake-media", "--json", "--server", url, "--host-key-file", str(key)]
        invited = ["--invite", "patient", "--invite", "interpreter"]
        command = ["host", *words, *invited, "--keep", str(keep)]
        first = Told(start(*command, "--admit-all"))
        ends.insert(0, first)
        first.wait(lambda end: named(end, "link") == 2, seconds=90, what="no links")
        links = [str(each["link"]) for _, each in first.named("link")]
        guests = [Told(start("join", link, "--fake-media")) for link in links]
        ends[:0] = guests
        for guest in guests:
            guest.wait(lambda end: named(end, "fellow_second") > 1, seconds=90, what="no fellow")
        first.process.send_signal(signal.SIGKILL)
        second = Told(start(*command))  # it admits nobody by itself
        ends.insert(0, second)
        for guest in guests:
            guest.wait(lambda end: named(end, "connected") > 1, seconds=90, what="never back")
            before = named(guest, "fellow_second")
            guest.wait(lambda end, n=before: named(end, "fellow_second") > n + 1, what="silent")
            assert (named(guest, "fellow_joined"), named(guest, "fellow_gone")) == (1, 0)
    finally:
        for end in ends:
            end.stop()


def test_ticket_is_read_as_it_was_written_and_shows_no_secret() -> None:
    ticket = Ticket("room", "owner-key", (KeptSeat("1", b"\0secret", is_let_in=True),))
    assert read_ticket(write_ticket(ticket)) == ticket
    assert "owner-key" not in repr(ticket)
    assert "secret" not in repr(ticket)


@pytest.mark.parametrize("octets", [b"", b"{}", b"[]", b"\xff\xfe", b'{"room":1}', b"x" * 70_000])
def test_file_that_is_no_ticket_is_refused(octets: bytes) -> None:
    with pytest.raises(CallError) as caught:
        read_ticket(octets)
    assert caught.value.message_id == "call.ticket"
