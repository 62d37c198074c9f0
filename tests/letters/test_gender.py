"""A letter uses the gender that is known: to the patient, and of the patient to professionals."""

import pytest

from counselling.letters.template import Audience
from counselling.letters.voice import Voice
from counselling.pedigree.terms import Gender
from tests.letters.conftest import words


@pytest.mark.parametrize(
    ("gender", "said"),
    [
        (Gender.WOMAN, "Pani też może"),
        (Gender.MAN, "Pan też może"),
        (Gender.NON_BINARY, "Pani/Pan też może"),
        (Gender.UNKNOWN, "Pani/Pan też może"),
    ],
)
def test_polish_speaks_to_a_woman_to_a_man_and_to_who_is_neither(gender: Gender, said: str) -> None:
    assert said in Voice(words("pl"), gender).text("letters.relative.why.far").replace("\xa0", " ")


@pytest.mark.parametrize(
    ("code", "woman", "man", "unknown"),
    [
        ("de", "Patientin", "Patient", "Patientin oder Patient"),
        ("fr", "Patiente", "Patient", "Patient"),
        ("ru", "Пациентка", "Пациент", "Пациент"),
        ("ar", "المريضة", "المريض", "المريض"),
        ("en", "Patient", "Patient", "Patient"),
    ],
)
def test_a_doctor_reads_of_a_patient_of_known_gender(
    code: str, woman: str, man: str, unknown: str
) -> None:
    for gender, said in ((Gender.WOMAN, woman), (Gender.MAN, man), (Gender.UNKNOWN, unknown)):
        voice = Voice(words(code), gender, reader=Audience.PROFESSIONAL)
        assert voice.text("letters.row.test.patient") == said
