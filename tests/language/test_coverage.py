"""A domain that its language calls complete is: every message there, whole, and no other."""

import re

import pytest
from babel import Locale

from counselling.language.catalogue import read
from counselling.language.marks import DOMAINS
from counselling.language.registry import LANGUAGES
from counselling.work.language_coverage import Coverage, asked_forms, coverage
from tests.language.folders import TRANSLATIONS, text, traits, words

RELEASED = [
    (language.code, domain)
    for language in LANGUAGES
    for domain in DOMAINS
    if domain in traits(language.code).complete
]
LETTERS = """
msgid "letters.people"
msgstr "{count, plural, one {# person} other {# persons}} of {place}"

msgid "letters.hello"
msgstr "Hello {name}."
"""
POLISH = """
msgid "letters.people"
msgstr "{count, plural, one {# osoba} few {# osoby} many {# osób} other {# osoby}} z {place}"

msgid "letters.hello"
msgstr "Dzień dobry, {name}."
"""


@pytest.mark.parametrize(("code", "domain"), RELEASED)
def test_a_domain_that_is_called_complete_is_whole(code: str, domain: str) -> None:
    letters = words(code, "letters") if domain == "kin" else None
    found = coverage(
        domain,
        text(code, domain),
        words(code, domain),
        words("en", domain),
        asked=asked_forms(letters) if letters else (),
    )
    assert found == Coverage(found.messages)
    assert found.is_whole


def test_every_folder_is_a_language_and_every_language_has_one() -> None:
    folders = {path.name for path in TRANSLATIONS.iterdir() if path.is_dir()}
    assert folders == {language.code for language in LANGUAGES}
    assert len({language.own_name for language in LANGUAGES}) == len(LANGUAGES) == 31


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_a_language_is_named_and_written_as_its_speakers_do(language: object) -> None:
    code, own_name, direction = language.code, language.own_name, language.direction
    locale = Locale.parse(traits(code).cldr or code, sep="-")
    assert own_name == Locale(locale.language).get_display_name()
    assert direction == {"left-to-right": "ltr", "right-to-left": "rtl"}[locale.character_order]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_language_says_what_its_letters_never_say(language: object) -> None:
    patterns = traits(language.code).patterns
    assert {"health", "forbidden"} <= patterns.keys()
    assert all(patterns.values())


def found_in(po_text: str) -> Coverage:
    """Polish letters beside the English ones above."""
    polish = read("pl", "ltr", {"letters": po_text})
    return coverage("letters", po_text, polish, read("en", "ltr", {"letters": LETTERS}))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (r"\nmsgid .letters.hello.\nmsgstr .*", "", {"missing": ("letters.hello",)}),
        (r"Dzień dobry, ", "", {}),
        (r"Dzień dobry, {name}.", "", {"missing": ("letters.hello",)}),
        (r"{name}", "{nazwa}", {"blanks": ("letters.hello",)}),
        (r"many {# osób} ", "", {"branches": ("letters.people",)}),
        (r"z {place}", "z {place", {"malformed": ("letters.people",)}),
        (r"letters.hello", "letters.hallo", {"missing": ("letters.hello",),
                                             "unknown": ("letters.hallo",)}),
        (r"msgid .letters.hello", "#, fuzzy\n\\g<0>", {"missing": ("letters.hello",), "fuzzy": 1}),
    ],
)  # fmt: skip
def test_what_a_domain_lacks_is_found(old: str, new: str, fault: dict[str, object]) -> None:
    assert found_in(POLISH) == Coverage(2)
    spoilt = re.sub(old, new, POLISH)
    assert spoilt != POLISH
    assert found_in(spoilt) == Coverage(2, **fault)  # as the cases say
    assert found_in(spoilt).is_whole == (not fault)


def test_a_message_without_a_plural_form_counts_as_one_that_is_missing() -> None:
    found = found_in(POLISH.replace("few {", "fewer {"))
    assert (found.percent, found.lacking) == (50, {"letters.people"})
    for spoilt in (POLISH.replace("Dzień dobry, {name}.", ""), POLISH.replace("{place}", "{")):
        assert found_in(spoilt).percent == 50


def test_relatives_need_every_form_that_a_sentence_asks_for() -> None:
    kin = text("de", "kin")
    german = read("de", "ltr", {"kin": kin})
    assert coverage("kin", kin, german, german).is_whole
    lacking = coverage("kin", kin, german, german, asked=("instrumental",))
    assert "kin.mother.instrumental" in lacking.missing
    without = read("de", "ltr", {"kin": kin.replace("kin.niece.dative", "kin.niece.other")})
    assert "kin.niece.dative" in coverage("kin", kin, without, german).missing
