"""What we write is read by programs that others wrote: a barcode, a consent, an appointment."""

import datetime
import json
from dataclasses import replace
from pathlib import Path

import icalendar
import numpy as np
import pypdfium2
import pytest
import zxingcpp
from fhir.resources.R4B.consent import Consent
from hypothesis import given as forall
from hypothesis import strategies as st
from pydantic import ValidationError

from counselling.letters.calendar import calendar_file
from counselling.letters.fhir_consent import Giving, fhir_consent
from counselling.letters.kinds.summary import SummaryInput
from counselling.letters.labels import LONGEST, labels
from counselling.letters.passages.uses import USES
from counselling.letters.registry import find_kind
from tests.letters.conftest import words
from tests.letters.languages import LANGUAGES
from tests.letters.samples import material

LINK = "https://talk.clinic.example/j#k3J9-2mQx-77aB-p0Lz-Qw8e"
UTC = datetime.UTC


def _pages(pdf: bytes, *, dpi: int) -> list[np.ndarray]:
    document = pypdfium2.PdfDocument(pdf)
    made = [page.render(scale=dpi / 72).to_numpy() for page in document]
    document.close()
    return made


SHORT = ("KIT-2026-00417", "0", "A/B.C-1", "9" * LONGEST, "W7-" * 6 + "W7")  # 20 letters


@pytest.mark.parametrize(
    ("number", "dpi"),
    [  # a label printer, an office printer; longer ones need the latter
        *((number, dpi) for number in SHORT for dpi in (203, 300)),
        *((number, 300) for number in ("W" * LONGEST, "KIT-2026-00417/ANNEX-B.1")),
    ],
)
def test_a_scanner_reads_the_number_of_a_kit_off_both_labels(
    number: str, dpi: int, fonts: Path
) -> None:
    for page in _pages(labels(number, fonts=fonts), dpi=dpi):
        found = zxingcpp.read_barcodes(page)
        assert [(one.text, one.format.name) for one in found] == [(number, "Code128")]


def test_a_label_is_read_upside_down_and_on_its_side(fonts: Path) -> None:
    (page, _) = _pages(labels("KIT-2026-00417", fonts=fonts), dpi=300)
    for turns in (1, 2, 3):
        (found,) = zxingcpp.read_barcodes(np.rot90(page, turns).copy())
        assert found.text == "KIT-2026-00417"


GIVINGS = st.builds(
    Giving,
    by_other=st.booleans(),
    explained_by=st.sampled_from(("", "Ada Oak")),
    has_interpreter=st.sampled_from((None, True, False)),
    evidence=st.sampled_from(("", "0f3a")),
)


@forall(
    st.dictionaries(st.sampled_from(sorted(USES)), st.booleans()),
    GIVINGS,
    st.sampled_from((None, datetime.date(2026, 11, 24))),
    st.sampled_from(LANGUAGES),
)
def test_every_consent_is_one_to_a_library_of_fhir(
    answers: dict[str, bool], giving: Giving, day: datetime.date | None, language: str
) -> None:
    written = fhir_consent(
        answers,
        patient="0A1B2C3D/III-1",
        given_on=day,
        language=language,
        form="2026.2",
        giving=giving,
    )
    consent = Consent.model_validate_json(written)
    assert consent.status == ("active" if day else "inactive")
    permitted = {
        one.code[0].coding[0].code for one in consent.provision.provision if one.type == "permit"
    }
    assert permitted == {use for use, yes in answers.items() if yes}
    assert json.loads(consent.model_dump_json(exclude_none=True)) == json.loads(written)


def test_the_library_of_fhir_refuses_what_is_no_consent() -> None:
    told = json.loads(
        fhir_consent(
            {"ai": True}, patient="0A1B2C3D/III-1", given_on=None, language="en", form="2026.2"
        )
    )
    Consent.model_validate(told)
    for broken in ({"status": None}, {"scope": "research"}, {"verification": [{}]}, {"given": 1}):
        with pytest.raises(ValidationError):
            Consent.model_validate({**told, **broken})


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_calendar_reads_the_appointment_in_every_language(code: str, given: SummaryInput) -> None:
    made = material(find_kind("invitation"), given)
    made = replace(made, filled={**made.filled, "minutes": "50"})
    read = icalendar.Calendar.from_ical(calendar_file(made, words(code)))
    assert read.errors == []
    (event,) = read.events
    assert event.errors == []
    assert event.start == datetime.datetime(2027, 1, 15, 9, 30, tzinfo=UTC)
    assert event.duration == datetime.timedelta(minutes=50)
    assert str(event["SUMMARY"]) == words(code).say("letters.invitation.calendar.title")
    assert (str(event["URL"]), int(event["SEQUENCE"]), str(event["CLASS"])) == (LINK, 0, "PRIVATE")
    again = icalendar.Calendar.from_ical(read.to_ical())
    assert again.events[0].start == event.start
