"""Appointments in the vault: rooms that can be taken up again, and what was left there."""

import pytest

from counselling.errors import VaultError
from counselling.records.log import families
from counselling.records.papers import appointments
from counselling.records.papers.appointments import Room
from counselling.records.privacy import erasing
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import Act, Action, Transaction
from counselling.records.vault.vault import Vault
from tests.families.builders import trio

ROOM = Room("child", "de", "https://clinic.example", b'{"room":"r"}', 10.0, 20.0)


@pytest.fixture
def family(vault: Vault) -> str:
    return families.adopt(vault, trio())


@pytest.fixture
def appointment(vault: Vault, family: str) -> str:
    return appointments.make(vault, family, ROOM)


def leave(vault: Vault, family: str, appointment: str, number: int) -> None:
    appointments.keep_mail(
        vault, family, appointment, seat="1", number=number, message=b"my aunt had it too"
    )


def test_a_room_is_there_until_its_appointment_is_over(
    vault: Vault, family: str, appointment: str
) -> None:
    (standing,) = appointments.standing(vault, family)
    assert (standing.id, standing.room, standing.taken) == (appointment, ROOM, {})
    assert appointments.every(vault) == (standing,)
    appointments.end(vault, family, appointment)
    assert appointments.standing(vault, family) == ()
    assert appointments.every(vault) == ()


def test_what_was_left_outlives_the_room_and_waits_until_it_is_settled(
    vault: Vault, family: str, appointment: str
) -> None:
    leave(vault, family, appointment, 3)
    leave(vault, family, appointment, 4)
    assert appointments.standing(vault, family)[0].taken == {"1": 4}
    appointments.end(vault, family, appointment)
    assert appointments.waiting(vault, family) == 2
    mail = appointments.mail(vault, family)
    assert [(one.number, one.message) for one in mail] == [
        (3, b"my aunt had it too"),
        (4, b"my aunt had it too"),
    ]
    appointments.settle(vault, family, mail[:1])
    assert [one.number for one in appointments.mail(vault, family)] == [4]


def test_the_same_number_is_kept_once(vault: Vault, family: str, appointment: str) -> None:
    leave(vault, family, appointment, 1)
    leave(vault, family, appointment, 1)
    assert appointments.waiting(vault, family) == 1


def test_neither_keys_nor_words_stand_in_the_clear(
    vault: Vault, family: str, appointment: str
) -> None:
    leave(vault, family, appointment, 1)

    def sealed(connection: Connection) -> list[tuple[bytes]]:
        return [
            *connection.rows(tuple[bytes], "SELECT sealed FROM appointment"),
            *connection.rows(tuple[bytes], "SELECT sealed FROM appointment_mail"),
        ]

    for (octets,) in vault.read(sealed):
        assert not any(word in octets for word in (b"room", b"clinic", b"aunt", b"child"))


def test_mail_of_one_place_does_not_open_at_another(
    vault: Vault, family: str, appointment: str
) -> None:
    leave(vault, family, appointment, 1)

    def shift(transaction: Transaction) -> None:
        transaction.connection.run("UPDATE appointment_mail SET number = 2")

    vault.write(shift, act=Act(Action.CHANGE, "test"))
    with pytest.raises(VaultError):
        appointments.mail(vault, family)


def test_an_erased_family_leaves_no_link_behind(
    vault: Vault, family: str, appointment: str
) -> None:
    leave(vault, family, appointment, 1)
    erasing.erase_family(vault, family)

    def left(connection: Connection) -> int:
        rows = connection.rows(tuple[str], "SELECT id FROM appointment")
        rows += connection.rows(tuple[str], "SELECT appointment_id FROM appointment_mail")
        return len(rows)

    assert vault.read(left) == 0


def test_an_unknown_appointment_is_told(vault: Vault, family: str) -> None:
    for deed in (
        lambda: appointments.change(vault, family, "none", ROOM),
        lambda: appointments.end(vault, family, "none"),
    ):
        with pytest.raises(VaultError) as refused:
            deed()
        assert refused.value.message_id == "vault.no_such_appointment"
