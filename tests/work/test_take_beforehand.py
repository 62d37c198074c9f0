"""What a patient told before comes into the session: proposals, and lines for the notes."""

import json
import os
import time
from collections.abc import Iterator
from functools import partial

import pytest

from counselling.language.catalogue import Catalogue
from counselling.records.folder.memory import memory_vault
from counselling.records.log import families
from counselling.records.papers import appointments
from counselling.records.papers.appointments import Room
from counselling.records.vault.acts import Actor
from counselling.records.vault.vault import Vault
from counselling.work.session.appointments import Appointments
from counselling.work.session.take_beforehand import TakeBeforehand
from tests.families.builders import trio
from tests.records.conftest import stepping_clock

ROOM = Room("child", "en", "https://clinic.example", b"{}", 0.0, 1.0)


def without_server(vault: Vault) -> Appointments:
    return Appointments(
        lambda: vault,
        post=lambda: pytest.fail("no server is set up"),
        server_url="",
        random=os.urandom,
        now=time.time,
    )


@pytest.fixture
def vault() -> Iterator[Vault]:
    with memory_vault(actor=Actor("anna"), now=stepping_clock()) as made:
        yield made


def test_relatives_are_proposals_and_the_rest_is_noted_until_settled(
    vault: Vault, english: Catalogue, german: Catalogue
) -> None:
    family = families.adopt(vault, trio())
    room = appointments.make(vault, family, ROOM)
    form = {
        "t": "form", "language": "de", "reason": "meine Mutter",
        "family": [{"who": "mothers_sister", "what": "Brustkrebs", "age": "45", "alive": "no"}],
    }  # fmt: skip
    for number, message in enumerate((json.dumps(form).encode(), b"no form"), start=1):
        appointments.keep_mail(vault, family, room, seat="1", number=number, message=message)
    words = {"en": english, "de": german}
    work = TakeBeforehand(without_server(vault), words=words.__getitem__, language="en")
    handed = work.hand_over(family)
    assert [(p.text, p.language, p.seat) for p in handed.proposals] == [
        ("Tante ms Brustkrebs 45, verstorben", "de", "")
    ]
    assert handed.notes.splitlines() == [
        "Why she comes: meine Mutter",
        english.say("told.unreadable"),
    ]
    assert work.hand_over(family) == handed
    work.settle(family, handed)
    assert work.hand_over(family).told == ()


def test_a_relatives_kin_are_noted_as_hers_and_not_proposed(
    vault: Vault, english: Catalogue
) -> None:
    family = families.adopt(vault, trio())
    room = appointments.make(vault, family, ROOM)
    kin = [{"who": "mother", "what": "breast cancer", "age": "45"}]
    form = json.dumps({"t": "form", "language": "en", "reason": "my niece", "family": kin})
    keep = partial(appointments.keep_mail, vault, family, room, number=1)
    keep(seat="2", message=form.encode())
    work = TakeBeforehand(without_server(vault), words={"en": english}.__getitem__, language="en")
    handed = work.hand_over(family)
    assert handed.proposals == ()
    assert handed.notes.splitlines() == [
        "Told before the session, by: Relative",
        "mother breast cancer 45",
        "Why she comes: my niece",
    ]
