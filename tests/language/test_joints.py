"""The "and" of a list as grammar has it: CLDR knows none of it."""

import pytest

from counselling.language.catalogue import Catalogue
from tests.language.folders import traits


def listed(code: str, *names: str) -> str:
    return Catalogue(code, "ltr", {}, traits(code)).listed(names)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("Ana", "Inés"), "Ana e Inés"), (("Ana", "Íñigo"), "Ana e Íñigo"),
        (("Luis", "Ana", "Hilario"), "Luis, Ana e Hilario"), (("agua", "hielo"), "agua y hielo"),
        (("Inés", "Ana"), "Inés y Ana"), (("Ana", "Yolanda"), "Ana y Yolanda"),
        (("Inés",), "Inés"), ((), ""), (("a y b", "Ivo y c"), "a y b e Ivo y c"),
    ],
)  # fmt: skip
def test_spanish_y_becomes_e_before_an_i(names: tuple[str, ...], told: str) -> None:
    assert listed("es", *names) == told


@pytest.mark.parametrize(("code", "told"), [("it", "Ada e Ida"), ("cs", "Ada a\u00a0Ida")])
def test_other_languages_keep_theirs(code: str, told: str) -> None:
    assert listed(code, "Ada", "Ida") == told
