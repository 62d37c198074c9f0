"""The record inside a letter says what the letter says: as data, and never more than its words."""

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from counselling.language.catalogue import Catalogue
from counselling.letters.facts import NAMES, Answered, Number
from counselling.letters.inline import words_of
from counselling.letters.kinds.summary import SummaryInput
from counselling.letters.letter import Figure, Letter, Table
from counselling.letters.material import Kind, Material
from counselling.letters.record import SCHEMA, as_json, lines, record
from counselling.letters.registry import KINDS
from counselling.letters.registry import find_kind as find
from counselling.letters.writing import write
from counselling.pedigree.person import PersonId
from tests.letters.conftest import in_language, words
from tests.letters.matrix import today
from tests.letters.samples import material

ISOLATES = re.compile("[\u2066-\u2069]")
HELD = {"brother": datetime.date(2026, 11, 20)}
AT = "2026-11-23T10:04:00+00:00"
# what is no word: days, moments, hashes, versions, codes of uses, countries and languages
CODES = re.compile(
    r"|\d{4}-\d\d-\d\d|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d|[0-9a-f]{64}|DUO:\d{7}"
    r"|[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}|(\w+ )?20\d\d\.\d+|consultand-letter/\d|[A-Z]{2}"
)
NAMED = frozenset(
    (
        *("change", "cancer", "second", "inherited", "person", "population", "noncarrier"),
        *("general", "ashkenazi", "icelandic", "male", "female", "unknown", "breast"),
        *("positive", "negative", "uncertain", "self", "family", "MUST", "SHOULD"),
        *("paper", "spoken", "video", "page", "typed", "drawn", "formal", "informal"),
    )
)
HERS = ("storage", "research", "family_contact", "test", "test_relatives", "test_sample")


def _answered(name: str, *, is_yes: bool) -> Answered:
    return Answered(
        id=name,
        is_yes=is_yes,
        level="MUST",
        version="pretest_consent 2026.2",
        explained_by="Ada Oak-Moss",
        has_interpreter=True,
        interpreter="Samir Haddad, 0042",
        medium="video",
        method="drawn",
        evidence="ab" * 32,
        at=AT,
    )


def _made_of(kind: Kind, given: SummaryInput) -> Material:
    made = material(kind, given)
    asked = {name.removeprefix("share_"): name for name in ("share_repository", "share_ai")}
    answers = dict.fromkeys(HERS, True) | {"research": False} | dict.fromkeys(asked, True)
    recorded = {
        asked.get(name, name): _answered(asked.get(name, name), is_yes=yes)
        for name, yes in answers.items()
    }
    return replace(made, answers=answers, recorded=recorded, signed=frozenset(recorded), held=HELD)


def _strings(told: object, path: str = "") -> Iterator[tuple[str, str]]:
    match told:
        case str():
            yield path, told
        case dict():
            for key, value in told.items():
                yield from _strings(value, f"{path}/{key}")
        case list() | tuple():
            for value in told:
                yield from _strings(value, path)


def _shown(letter: Letter) -> str:
    """Every word of the letter that its reader sees or hears."""
    blocks = [*letter.blocks, *(letter.annex.blocks if letter.annex else ())]
    told = [words_of(parts) for block in blocks for parts in lines(block)]
    told += [letter.title, letter.sender.name, words_of(letter.about), *letter.recipient]
    told += [*letter.signature, letter.kind, letter.id, letter.language]
    told += [words_of(letter.annex.title)] if letter.annex else []
    return ISOLATES.sub("", "\n".join(told))


# keys whose values are ids of this program, of no person: sections, boxes, elements, kin
IDS = re.compile(
    r"/(kind|schema|language|template_version|annex/language|sections/id|questions/(id|level|answered)"
    r"|\w+/section|answers/id|(results|letters)/whose)$"
)


PAIRS = dict.fromkeys((*today(), *((kind, "en") for kind in KINDS)))


@pytest.mark.parametrize(
    ("kind", "code"), PAIRS, ids=[f"{kind.template.kind}-{code}" for kind, code in PAIRS]
)
def test_no_text_of_the_record_is_more_than_the_letter_says(
    kind: Kind, code: str, given: SummaryInput
) -> None:
    catalogue = words(code)
    letter = write(
        kind, _made_of(kind, in_language(given, catalogue)), catalogue, latin=words("en")
    )
    shown = _shown(letter)
    for path, text in _strings(json.loads(as_json(letter))):
        if IDS.search(path) or text in NAMED or CODES.fullmatch(text):
            continue
        assert ISOLATES.sub("", text) in shown, path


def _in_english(kind: str, given: SummaryInput, english: Catalogue) -> dict[str, Any]:
    made = write(find(kind), _made_of(find(kind), given), english, latin=english)
    told = json.loads(as_json(made))
    assert isinstance(told, dict)
    return told


def test_every_number_of_a_table_stands_there_as_data(
    given: SummaryInput, english_words: Catalogue
) -> None:
    for kind in ("summary", "referrer", "tumour_board"):
        letter = write(find(kind), _made_of(find(kind), given), english_words, latin=english_words)
        (table,) = (
            block
            for section in letter.sections
            for shown in section.blocks
            for block in (shown.beside if isinstance(shown, Figure) else shown,)
            if isinstance(block, Table) and any(isinstance(one, Number) for one in block.facts)
        )
        numbers = _in_english(kind, given, english_words)["numbers"]
        assert {one["what"] for one in numbers} == {"change", "cancer"}
        for row, number in zip(table.rows, numbers, strict=True):
            told = words_of(row[1])
            figures = re.findall(r"\d+", told)
            shown = str(number["count"]) if number["count"] else "1"  # fewer than 1
            assert shown in figures
            if number["low"] != number["high"]:
                assert {str(number["low"]), str(number["high"])} <= set(figures)
            assert (number["model"], number["version"]) == ("consultand-brca-palb2", "2026.1")
            assert number["out_of"] == 100


def test_the_years_and_the_population_of_a_number_are_data(
    given: SummaryInput, english_words: Catalogue
) -> None:
    numbers = _in_english("summary", given, english_words)["numbers"]
    (lifetime, soon) = (
        one for one in numbers if (one["what"], one["whose"]) == ("cancer", "person")
    )
    assert (lifetime["from_age"], lifetime["to_age"], lifetime["count"]) == (38, 80, 31)
    assert (soon["from_age"], soon["to_age"]) == (38, 48)
    (others,) = (one for one in numbers if (one["what"], one["whose"]) == ("cancer", "population"))
    assert (others["country"], others["sex"], others["cancer"]) == ("GB", "female", "breast")
    (carriers,) = (one for one in numbers if one["ancestry"])
    assert (carriers["what"], carriers["ancestry"]) == ("change", "general")


def test_results_are_tokens_and_the_report_is_named(
    given: SummaryInput, english_words: Catalogue
) -> None:
    told = _in_english("referrer", given, english_words)
    assert {"section": "findings", "laboratory": "Rivertown Laboratory, report 2026/117"} in told[
        "reports"
    ]
    mothers = {
        "section": "findings",
        "whose": "mother",
        "gene": "BRCA1",
        "result": "positive",
        "variant": "NM_007294.4:c.5266dup",
    }
    assert mothers in told["results"]
    board = _in_english("tumour_board", given, english_words)
    assert {**mothers, "section": "tests"} in board["results"]
    summary = _in_english("summary", given, english_words)  # which names a relative's gene alone
    assert {**mothers, "section": "what_we_looked_at", "variant": ""} in summary["results"]


def test_the_doctor_is_told_who_holds_a_letter(
    given: SummaryInput, english_words: Catalogue
) -> None:
    told = _in_english("referrer", given, english_words)
    (held,) = told["letters"]
    assert held == {"section": "family", "whose": "brother", "written_on": "2026-11-20"}
    (family,) = (one for one in told["sections"] if one["id"] == "family")
    row = next(at for at, text in enumerate(family["text"]) if "(III-2)" in text)
    assert family["text"][row + 1] == "20 November 2026"
    for kind in ("summary", "relative", "tumour_board"):
        assert _in_english(kind, given, english_words)["letters"] == []


def test_a_kit_carries_its_number_and_its_days(
    given: SummaryInput, english_words: Catalogue
) -> None:
    assert _in_english("sample_kit", given, english_words)["samples"] == [
        {
            "section": "reminders",
            "sample_id": "KIT-2026-00417",
            "return_by": "2026-12-08",
            "reminders": ["2026-12-15", "2026-12-22"],
        }
    ]


def test_consents_carry_every_element_and_their_codes(
    given: SummaryInput, english_words: Catalogue
) -> None:
    told = _in_english("data_sharing", given, english_words)
    answers = {one["id"]: one for one in told["answers"]}
    assert set(answers) == {"share_repository", "share_ai"}
    assert answers["share_repository"]["codes"] == ["DUO:0000006", "DUO:0000026"]
    assert answers["share_repository"]["explained_by"] == "Ada Oak-Moss"
    (use,) = told["data_use"]
    assert use["codes"][:2] == ["DUO:0000006", "DUO:0000026"]
    assert told["form"] == "formal"
    assert told["schema"] == SCHEMA


def _of_the_proband(given: SummaryInput, person: PersonId) -> set[str]:
    proband = given.assessment.question.family.person(person)
    told = {proband.name} | {one.condition for one in proband.diagnoses}
    return {one for one in told if one}


@pytest.mark.parametrize("consented", [frozenset(), frozenset({"mother"})])
def test_a_relatives_record_has_nothing_of_who_was_tested(
    given: SummaryInput, english_words: Catalogue, consented: frozenset[PersonId]
) -> None:
    made = replace(_made_of(find("relative"), given), consented=consented)
    told = record(write(find("relative"), made, english_words, latin=english_words))
    data = {name: told[name] for name in NAMES.values()}
    said = json.dumps(data)
    assert not any(one in said for one in _of_the_proband(given, "mother"))
    assert "mother" not in said
    assert data["answers"] == []
    if consented:
        (result,) = data["results"]
        assert result["whose"] == "family"
        (number,) = data["numbers"]
        assert (number["what"], number["count"], number["out_of"]) == ("inherited", 50, 100)
    else:
        assert data == {name: [] for name in NAMES.values()}


def test_an_invitations_record_has_its_time_and_nothing_of_health(
    given: SummaryInput, english_words: Catalogue
) -> None:
    told = _in_english("invitation", given, english_words)
    data = {name: told[name] for name in NAMES.values() if told[name]}
    assert data == {
        "talks": [
            {
                "section": "when",
                "day": None,
                "start": "2027-01-15T10:30:00+01:00",
                "minutes": "45",
            }
        ]
    }
