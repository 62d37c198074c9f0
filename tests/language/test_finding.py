"""What is typed without marks is found, and what is typed with them too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.language.finding import holds, plain


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Işık", "isik"), ("IŞIK", "ışık"), ("ışık", "IŞIK"), ("İnönü", "inonu"),
        ("inönü", "İNÖNÜ"),
        ("Łoś, Anna", "anna los"), ("Ærø", "aero"), ("Øster", "oster"), ("Straße", "STRASSE"),
        ("Παπαδόπουλος", "παπαδοπουλοσ"), ("ΠΑΠΑΔΟΠΟΥΛΟΣ", "παπαδόπουλος"), ("Ünal", "unal"),
        ("Đurić", "duric"), ("Þór", "thor"), ("Ħaber", "haber"), ("Ёлкин", "елкин"),
        ("Öztürk", "ozturk"), ("Größe", "GRÖSSE"), ("Ångström", "angstrom"),
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_typed(text: str, typed: str) -> None:
    assert holds(text, typed)


def test_every_word_must_be_there() -> None:
    assert holds("Anna Berg", "be an")
    assert not holds("Anna Berg", "anna bern")
    assert holds("Anna Berg", "  ")


@given(st.text())
def test_what_is_plain_stays_as_it_is(text: str) -> None:
    assert plain(plain(text)) == plain(text)
