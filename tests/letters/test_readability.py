"""Limits of ease: what the research asks of texts for patients, or as near as a language allows."""

import pytest

from tests.language.folders import traits
from tests.letters.languages import LANGUAGES

ASKED_LIX = 40
# languages whose own words are long; what our plainest letters need, and no more
LONG_WORDS = {"pl": 43, "el": 44, "lv": 45, "hu": 45, "lt": 48, "fi": 49, "tr": 50, "mt": 51}
ASKED = {
    "flesch": 70,
    "amstad": 60,
    "kandel_moles": 70,
    "fernandez_huerta": 70,
    "gulpease": 60,
    "douma": 60,
    "oborneva": 60,
}


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_asks_for_texts_that_patients_read(code: str) -> None:
    ease = traits(code).ease
    if ease.formula == "lix":
        assert -ease.least <= LONG_WORDS.get(code, ASKED_LIX)
    else:
        assert ease.least >= ASKED[ease.formula]
    assert ease.least_sentence < ease.least
