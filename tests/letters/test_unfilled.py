"""What nobody filled in is asked for: it never becomes a statement that nobody made."""

from dataclasses import replace

import pytest

from counselling.language.catalogue import Catalogue
from counselling.letters.inline import words_of
from counselling.letters.kinds.summary import SummaryInput
from counselling.letters.letter import Letter, Table
from counselling.letters.material import Kind, Material
from counselling.letters.parties import Clinic, Counsellor
from counselling.letters.passages.glossary import texts
from counselling.letters.registry import KINDS, find_kind
from counselling.letters.review import review
from counselling.letters.template import Blank
from counselling.letters.writing import write
from tests.letters.samples import material

UNSAID = [
    pytest.param(kind, blank, id=f"{kind.template.kind}-{blank.name}")
    for kind in KINDS
    for blank in kind.template.blanks
    if blank.can_be_none
]
ABSENT = {  # kind, blank: what only somebody may say, who wrote a dash
    ("referrer", "actions"): "No action is asked of you",
    ("referrer", "psychosocial"): "Nothing of note.",
    ("referrer", "interpreter"): "No interpreter.",
    ("referrer", "open_items"): "None.",
    ("referrer", "review_on"): "No day of review was set.",
    ("pretest_consent", "interpreter"): "We spoke without an interpreter.",
    ("invitation", "interpreter"): "No interpreter is booked.",
    ("session_consent", "cost"): "Video costs nothing more than a visit.",
    ("tumour_board", "proposal"): "We come without a proposal",
}


def _with(kind: Kind, given: SummaryInput, words: Catalogue, **filled: str) -> Letter:
    made_of = material(kind, given)
    return _written(kind, replace(made_of, filled={**made_of.filled, **filled}), words)


def _written(kind: Kind, made_of: Material, words: Catalogue) -> Letter:
    return write(kind, made_of, words, latin=words)


def _unsaid(letter: Letter, words: Catalogue) -> list[object]:
    found = review(letter, words, pages=1)
    return [dict(f.fields)["blank"] for f in found if f.message_id == "finding.letter_unsaid"]


@pytest.mark.parametrize(("kind", "blank"), UNSAID)
def test_an_empty_blank_is_a_gap_and_a_dash_says_that_there_is_none(
    kind: Kind, blank: Blank, given: SummaryInput, english_words: Catalogue
) -> None:
    label = english_words.say(blank.label)
    assert _unsaid(_with(kind, given, english_words, **{blank.name: ""}), english_words) == [label]
    assert _unsaid(_with(kind, given, english_words, **{blank.name: " – "}), english_words) == []


@pytest.mark.parametrize(("place", "said"), ABSENT.items(), ids=["-".join(each) for each in ABSENT])
def test_absence_is_stated_only_where_somebody_said_so(
    place: tuple[str, str], said: str, given: SummaryInput, english_words: Catalogue
) -> None:
    kind, blank = find_kind(place[0]), place[1]
    assert said not in texts(_with(kind, given, english_words, **{blank: ""}).sections)
    assert said in texts(_with(kind, given, english_words, **{blank: "-"}).sections)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.template.kind)
def test_a_letter_from_nobody_and_without_a_telephone_names_the_settings(
    kind: Kind, given: SummaryInput, english_words: Catalogue
) -> None:
    made_of = material(kind, given)
    assert _unset(_written(kind, made_of, english_words), english_words) == []
    clinic = Clinic("Clinic", email="mail@clinic.example")
    bare = replace(made_of.frame, clinic=clinic, counsellor=Counsellor("", "Counsellor"))
    letter = _written(kind, replace(made_of, frame=bare), english_words)
    assert _unset(letter, english_words) == ["counsellor", "phone"]


def _unset(letter: Letter, words: Catalogue) -> list[object]:
    found = review(letter, words, pages=1)
    return [dict(f.fields)["what"] for f in found if f.message_id == "finding.letter_unset"]


def test_an_invitation_never_points_to_a_number_that_is_not_there(
    given: SummaryInput, english_words: Catalogue
) -> None:
    kind = find_kind("invitation")
    made_of = replace(
        material(kind, given),
        filled={"start": "2027-01-15 10:30", "link": "https://talk.example/j"},
    )
    bare = replace(made_of.frame, clinic=Clinic(""), counsellor=Counsellor(""))
    said = texts(_written(kind, replace(made_of, frame=bare), english_words).sections)
    assert "You talk with: [counsellor]." in said.lower().replace("you talk", "You talk")
    assert "stands at the top" not in said
    assert "call: [phone number to call back]" in said


def test_who_does_what_by_when_is_a_table_and_other_steps_a_list(
    given: SummaryInput, english_words: Catalogue
) -> None:
    kind = find_kind("summary")
    steps = ("Dr Oak | sends the kit | 4 December 2026", "We talk again.")
    letter = _written(kind, replace(material(kind, given), agreed=steps), english_words)
    agreed = next(section for section in letter.sections if section.id == "agreed")
    table, _ = agreed.blocks
    assert isinstance(table, Table)
    assert [words_of(cell) for cell in table.rows[0]] == [
        "Dr Oak", "sends the kit", "4 December 2026"
    ]  # fmt: skip
    assert "Next step: Dr Oak, sends the kit, 4 December 2026" in texts(letter.sections)


def test_nothing_is_said_of_choices_that_nobody_recorded(
    given: SummaryInput, english_words: Catalogue
) -> None:
    kind = find_kind("summary")
    letter = _written(kind, replace(material(kind, given), answers={}), english_words)
    assert "consents" not in [section.id for section in letter.sections]
