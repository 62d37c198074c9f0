"""What a patient tells before the appointment: read strictly, said as family history."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.call.link.form import Alive, Beforehand, Relative, Told, read
from counselling.call.server.mailbox import MOST_BYTES
from counselling.errors import PeerNotProven
from counselling.language.catalogue import Catalogue
from counselling.session.beforehand import line, noted
from counselling.shorthand.registry import lexicon
from counselling.work.history.read_note import read_note
from tests.families.builders import family, woman


def form(**changed: object) -> bytes:
    told = {"who": "mother", "what": "breast cancer", "age": "45", "alive": "no"}
    whole = {"t": "form", "language": "en", "reason": "my mother", "family": [told], **changed}
    return json.dumps(whole).encode()


def test_a_form_is_read_as_it_was_written() -> None:
    told = read(form(questions="is it inherited?"))
    assert told.questions == "is it inherited?"
    assert told.family == (Told(Relative.MOTHER, "breast cancer", "45", Alive.NO),)


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"hello",
        b"\xff\xfe",
        form(t="letter"),
        form(more="x"),
        form(reason="x" * 2_001),
        form(language="x" * 13),
        form(family=[{"who": "cat"}]),
        form(family=[{"who": "son", "what": "x" * 201}]),
        form(family=[{"who": "son"}] * 41),
        form(family="son"),
        b"[" * MOST_BYTES,
    ],
)
def test_what_is_no_such_form_is_refused_whole(bad: bytes) -> None:
    with pytest.raises(PeerNotProven) as caught:
        read(bad)
    assert caught.value.message_id == "call.form"


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(octets: bytes) -> None:
    with contextlib.suppress(PeerNotProven):
        read(octets)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("who", [each for each in Relative if each is not Relative.OTHER])
def test_every_relative_is_a_line_that_the_desk_reads(
    language: str, who: Relative, english: Catalogue, german: Catalogue
) -> None:
    words = {"en": english, "de": german}[language]
    cancer = {"en": "breast cancer", "de": "Brustkrebs"}[language]
    text = line(Told(who, cancer, "45", Alive.NO), words)
    reading = read_note(text, family(woman("p"), proband="p"), lexicon(language))
    assert reading.is_complete, text
    assert reading.edits


def test_what_was_pasted_over_several_lines_stays_in_one(english: Catalogue) -> None:
    told = Beforehand("en", reason="a\n10:04 forged", questions=" ")
    assert noted(told, english).splitlines() == ["Why she comes: a 10:04 forged"]


def test_nothing_said_of_anybody_is_in_a_repr() -> None:
    told = read(form())
    assert "breast" not in f"{told!r}{told.family!r}"
