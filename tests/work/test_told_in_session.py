"""A letter tells of the session what is kept of it, and leaves a line for what is not."""

import io
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from counselling.errors import Field
from counselling.letters.order import Order
from counselling.records.log import families
from counselling.records.papers import consents, sessions
from counselling.records.papers.consents import Consent, Scope
from counselling.session.session import CAME
from counselling.work.desk import Desk
from counselling.work.letters.told_in_session import filled

HELD: Mapping[str, Field] = {"seconds": 1800}


@pytest.fixture
def family(desk: Desk, folder: Path) -> str:
    assert folder.is_dir()
    return desk.families.summaries()[0].id


def _session(desk: Desk, family: str, figures: Mapping[str, Field]) -> sessions.Session:
    vault = desk.unlock.vault
    begun = sessions.begin(vault, family, person="")
    return sessions.end(vault, begun, figures=figures)


def _filled(desk: Desk, order: Order) -> Mapping[str, str]:
    vault = desk.unlock.vault
    known = families.open_family(vault, order.family).family
    words = consents.recorded(vault, order.family)
    return filled(vault, order, known, known.focus or "", words)


def _record(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as read:
        content = read.attachments["letter.json"].get_file().read_bytes()
    return json.dumps(json.loads(content)["sections"], ensure_ascii=False)


def test_the_day_and_the_way_are_those_of_the_session(desk: Desk, family: str) -> None:
    kept = _session(desk, family, HELD)
    told = _filled(desk, Order(family, "referrer", "en", "UK"))
    assert told["session_on"] == kept.started_at.astimezone().date().isoformat()
    assert told["way"] == "video"


@pytest.mark.parametrize("figures", [None, {}, {"seconds": 0}])
def test_where_nobody_was_spoken_to_nothing_is_told(
    desk: Desk, family: str, figures: Mapping[str, Field] | None
) -> None:
    if figures is not None:
        _session(desk, family, figures)
    for kind in ("summary", "referrer", "pretest_consent", "tumour_board"):
        assert _filled(desk, Order(family, kind, "en", "UK")) == {}


@pytest.mark.parametrize(
    ("more", "interpreter"),
    [
        ({CAME: "patient relative"}, "-"),
        ({CAME: "patient interpreter"}, ""),
        ({CAME: "patient", "interpreter.seconds": 900}, ""),
        ({}, ""),
    ],
)
def test_that_nobody_interpreted_is_said_only_where_it_is_known(
    desk: Desk, family: str, more: Mapping[str, Field], interpreter: str
) -> None:
    _session(desk, family, {**HELD, **more})
    for kind in ("referrer", "pretest_consent"):
        assert _filled(desk, Order(family, kind, "en", "UK"))["interpreter"] == interpreter
    assert "interpreter" not in _filled(desk, Order(family, "invitation", "en", "UK"))


def test_an_interpreter_is_named_as_the_consents_of_the_session_name_her(
    desk: Desk, family: str
) -> None:
    vault = desk.unlock.vault
    begun = sessions.begin(vault, family, person="")
    said = Consent("", Scope.CARE, True, has_interpreter=True, interpreter="Samir Haddad")
    consents.record(vault, family, said)
    sessions.end(vault, begun, figures={**HELD, CAME: "patient interpreter"})
    assert _filled(desk, Order(family, "referrer", "en", "UK"))["interpreter"] == "Samir Haddad"


def test_what_the_counsellor_writes_counts_more(desk: Desk, family: str) -> None:
    _session(desk, family, HELD)
    order = Order(family, "referrer", "en", "UK", filled={"way": "in person", "session_on": " "})
    told = _filled(desk, order)
    assert told["way"] == "in person"
    assert told["session_on"]


def test_the_referrer_reads_the_day_the_way_and_what_she_agreed_to(desk: Desk, family: str) -> None:
    filled = {"doctor": "Dr Ames", "headline": "Mother carries BRCA1."}
    order = Order(family, "referrer", "en", "UK", filled=filled)
    blank = _record(desk.letters.preview(order).content)
    assert "by video." not in blank
    person = families.open_family(desk.unlock.vault, family).family.focus or ""
    for scope, is_given in ((Scope.TEST, True), (Scope.RESEARCH, False)):
        consents.record(desk.unlock.vault, family, Consent(person, scope, is_given))
    _session(desk, family, {**HELD, CAME: "patient"})
    told = _record(desk.letters.preview(order).content)
    for words in (
        "by video.",
        "No interpreter.",
        "Agreed to: genetic testing.",
        "Said no: research.",
    ):
        assert words in told
    by_phone = replace(order, language="de", filled={**filled, "way": "telephone"})
    assert "per Telefon." in _record(desk.letters.preview(by_phone).content)
