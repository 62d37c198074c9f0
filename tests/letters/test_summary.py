import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from counselling.language.catalogue import Catalogue
from counselling.language.kin import KinTerm
from counselling.letters.inline import Parts, Token, plain
from counselling.letters.kinds.summary import TEMPLATE, SummaryInput
from counselling.letters.letter import (
    Bullets,
    Definitions,
    Figure,
    KeyBox,
    Letter,
    Paragraph,
    Section,
    SourceNote,
    Table,
)
from counselling.letters.parties import Recipient
from counselling.pedigree.person import GeneTest
from counselling.pedigree.terms import ASHKENAZI, Gender, Sex, TestResult
from counselling.risk.model import (
    Assessment,
    Caveat,
    Curve,
    CurveKind,
    Probability,
    Reference,
    Standing,
)
from tests.letters.conftest import words

Write = Callable[..., Letter]


def _text(parts: Parts) -> str:
    return "".join(plain(part) for part in parts)


def _section(letter: Letter, section_id: str) -> Section:
    return next(section for section in letter.sections if section.id == section_id)


def _paragraphs(section: Section) -> Iterator[str]:
    for block in section.blocks:
        match block:
            case Paragraph(parts):
                yield _text(parts)
            case Bullets(items) | KeyBox(items):
                yield from (_text(item.parts) for item in items)
            case Table() as table:
                yield from _cells(table)
            case Definitions(entries):
                yield from (_text(part) for entry in entries for part in entry)
            case Figure(caption=caption, note=note, beside=beside):
                yield _text(caption)
                if beside:
                    yield from _cells(beside)
                if note:
                    yield _text(note.parts)
            case SourceNote(parts):
                yield _text(parts)


def _cells(table: Table) -> Iterator[str]:
    return (_text(cell) for row in (table.header, *table.rows) for cell in row)


def _everything(letter: Letter) -> str:
    return "\n".join(text for section in letter.sections for text in _paragraphs(section))


def _computed(given: SummaryInput, probability: float) -> Assessment:
    return replace(given.assessment, any_gene=Probability(probability))


def test_every_section_stands_in_its_place(letter: Letter) -> None:
    """What she allowed stands there once she was asked (test_sections.py has it there)."""
    everything_but = tuple(each for each in TEMPLATE.sections if each != "consents")
    assert tuple(section.id for section in letter.sections) == everything_but


def test_the_main_points_are_few_and_begin_with_the_next_step(letter: Letter) -> None:
    (box,) = _section(letter, "main_points").blocks
    assert isinstance(box, KeyBox)
    assert 3 <= len(box.items) <= 5
    assert "We send you a blood sample kit" in _text(box.items[0].parts)


def test_a_long_first_step_does_not_flood_the_main_points(
    write: Write, english_words: Catalogue
) -> None:
    letter = write(english_words, agreed=("step " * 100,))
    first = next(_paragraphs(_section(letter, "main_points")))
    assert first == "You find your next steps under “What we agreed”."


@pytest.mark.parametrize("agreed", [(), ("", "  \n")])
def test_nothing_agreed_is_said(
    agreed: tuple[str, ...], write: Write, english_words: Catalogue
) -> None:
    letter = write(english_words, agreed=agreed)
    assert next(_paragraphs(_section(letter, "main_points"))).startswith("We did not agree")
    assert next(_paragraphs(_section(letter, "agreed"))).startswith("No steps were written down.")


def test_a_risk_is_told_with_its_complement_out_of_the_same_100(
    given: SummaryInput, write: Write, english_words: Catalogue
) -> None:
    letter = write(english_words, assessment=_computed(given, 0.23))
    box = list(_paragraphs(_section(letter, "main_points")))
    assert box[1] == (
        "Out of 100 people with a family like yours, about 23 have a change in one of these "
        "genes: BRCA1, BRCA2, PALB2. The other 77 do not. Among all people it is fewer than 1 in "
        "100."
    )
    assert box[2] == (
        "Out of 100 women of your age with a family like yours, about 31 get breast cancer "
        "between the ages of 38 and 80. The other 69 do not. Among all women of your age it is "
        "about 11 in 100."
    )


@pytest.mark.parametrize(
    ("probability", "told"),
    [
        (0.0, "fewer than 1 has"),
        (0.0049, "fewer than 1 has"),
        (0.005, "about 1 has a change in one of these genes: BRCA1, BRCA2, PALB2. The other 99 do"),
        (0.125, "about 13 have"),
        (0.025, "about 3 have"),
        (0.99, "about 99 have a change in one of these genes: BRCA1, BRCA2, PALB2. The other 1 d"),
        (0.996, "more than 99 have"),
        (1.0, "more than 99 have"),
    ],
)
def test_percent_traps(
    given: SummaryInput, write: Write, english_words: Catalogue, probability: float, told: str
) -> None:
    letter = write(english_words, assessment=_computed(given, probability))
    assert told in list(_paragraphs(_section(letter, "main_points")))[1]


@pytest.mark.parametrize("probability", [0.0, 0.01, 0.02, 0.23, 0.99, 1.0])
def test_count_and_rest_are_told_in_every_language(
    given: SummaryInput, write: Write, catalogue: Catalogue, probability: float
) -> None:
    alone = replace(_computed(given, probability), reference=None)
    letter = write(catalogue, assessment=alone)
    said = list(_paragraphs(_section(letter, "main_points")))[1]
    numbers = set(re.findall(r"(?<![A-Z])\b\d+\b", said)) - {"100"}
    count = round(probability * 100)
    wanted = {"1", "99"} if count in (0, 100) else {str(count), str(100 - count)}
    assert numbers | ({"1"} & wanted) == wanted  # some languages write one as a word


def test_no_percent_sign_and_no_one_in_x(letter: Letter) -> None:
    said = _everything(letter)
    assert "%" not in said
    assert not re.search(r"\b1 (in|von|zu|من) (?!100|كل 100)", said)


def test_every_row_of_numbers_names_its_100_and_its_range(
    write: Write, english_words: Catalogue
) -> None:
    section = _section(write(english_words), "what_it_means")
    drawn = section.blocks[0]
    assert isinstance(drawn, Figure)
    assert drawn.beside is not None
    assert [tuple(_text(cell) for cell in row) for row in drawn.beside.rows] == [
        (
            "A change in one of these genes: BRCA1, BRCA2, PALB2",
            "about 50 in 100 (49 to 52)",
        ),
        ("The same for all people", "fewer than 1 in 100"),
        (
            "A change in BRCA1 (all people: fewer than 1 in 100)",
            "about 50 in 100 (48 to 50)",
        ),
        ("You: breast cancer between the ages of 38 and 80", "about 31 in 100 (25 to 37)"),
        ("The same for all women of your age (United Kingdom)", "about 11 in 100"),
        ("You: breast cancer in the next 10 years", "about 7 in 100 (6 to 9)"),
    ]


@pytest.mark.parametrize(
    ("population", "told"),
    [
        ("", "Among all people it is"),
        (ASHKENAZI, "Among people of Ashkenazi Jewish ancestry it is"),
    ],
)
def test_a_chance_to_have_a_change_stands_beside_the_populations(
    write: Write, given: SummaryInput, english_words: Catalogue, population: str, told: str
) -> None:
    shares = {gene: Probability(0.015) for gene in given.assessment.consultand}
    reference = Reference(population, shares, Probability(0.028))
    assessment = replace(given.assessment, reference=reference)
    main = _section(write(english_words, assessment=assessment), "main_points")
    assert any(f"{told} about 3 in 100." in text for text in _paragraphs(main))


def test_model_version_source_and_limits_stand_beside_the_numbers(letter: Letter) -> None:
    figure = next(
        b for b in _section(letter, "what_it_means").blocks if isinstance(b, Figure) and b.note
    )
    assert figure.note is not None
    assert {Token("consultand-brca-palb2"), Token("2026.1")} <= set(figure.note.parts)
    assert any(source.startswith("Kuchenbaecker") for source in figure.note.sources)
    assert len(_text(figure.note.parts)) > 100


def test_without_a_curve_picture_the_note_still_stands(write: Write, catalogue: Catalogue) -> None:
    section = _section(write(catalogue, curve=None), "what_it_means")
    assert isinstance(section.blocks[-1], SourceNote)


def test_what_could_not_be_computed_is_said_and_no_number_invented(
    given: SummaryInput, write: Write, english_words: Catalogue
) -> None:
    nothing = replace(
        given.assessment,
        standing=Standing.NOT_COMPUTABLE,
        carriers={},
        consultand={},
        any_gene=Probability(0.0),
        curves=(),
        caveats=(),
        citations=(),
        reasons=(Caveat("caveat.not_in_the_letters"),),
    )
    letter = write(english_words, assessment=nothing, curve=None)
    assert "We could not calculate a number for you." in _everything(letter)
    assert "We could not calculate a future risk of breast cancer for you." in _everything(letter)
    assert "The calculation makes 1 more assumption." in _everything(letter)
    means = _section(letter, "what_it_means")
    assert not any(isinstance(block, Table | SourceNote) for block in means.blocks)
    assert "50 in 100" not in _everything(letter)


def test_a_change_that_a_test_found_is_told_as_a_fact_not_as_a_chance(
    given: SummaryInput, write: Write, english_words: Catalogue
) -> None:
    letter = write(english_words, assessment=_tested(given, TestResult.POSITIVE))
    said = _everything(letter)
    assert "A gene change in BRCA1 was found in you." in said
    assert "Your test of the gene BRCA1 found a gene change that can cause illness." in said
    assert "BRCA1 c.5266dup – pathogenic or likely pathogenic" in said
    assert "people with a family like yours, about 50 have" not in said
    assert "A change in BRCA1" not in said


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (TestResult.NEGATIVE, "found no gene change that can cause illness."),
        (TestResult.UNCERTAIN, "Today nobody knows what it means."),
    ],
)
def test_other_results_are_told_in_words(
    given: SummaryInput, write: Write, english_words: Catalogue, result: TestResult, told: str
) -> None:
    assert told in _everything(write(english_words, assessment=_tested(given, result)))


def _tested(given: SummaryInput, result: TestResult) -> Assessment:
    question = given.assessment.question
    person = question.family.person(question.person)
    tested = replace(person, tests=(GeneTest("BRCA1", result, variant="c.5266dup"),))
    family = question.family.replace_person(tested)
    return replace(given.assessment, question=replace(question, family=family))


def test_a_relative_is_named_in_the_case_the_sentence_asks_for(
    write: Write, catalogue: Catalogue
) -> None:
    told = {
        "en": "A gene change in BRCA1 was found in your mother.",
        "de": "Bei Ihrer Mutter wurde eine Genveränderung in BRCA1 gefunden.",
        "ar": "أظهر الفحص وجود تغير جيني في BRCA1 لدى والدتك.",
    }
    mother = KinTerm(catalogue, "mother")
    said = catalogue.say("letters.looked.relative_positive", gene="BRCA1", relative=mother)
    wanted = told.get(catalogue.code, re.sub("[\u2066-\u2069]", "", said))
    assert wanted in _everything(write(catalogue))


def test_what_is_known_of_the_family_is_told_closest_first(
    write: Write, english_words: Catalogue
) -> None:
    section = _section(write(english_words), "family")
    (tree,) = (block for block in section.blocks if isinstance(block, Figure))
    table = tree.beside
    assert table is not None
    assert [tuple(_text(cell) for cell in row) for row in table.rows] == [
        (
            "Mother (II-2)",
            "breast cancer, at the age of 45; melanoma of the back, age not known; "
            "gene change in BRCA1 found",
        ),
        ("Mother’s mother (I-2)", "ovarian cancer, between the ages of 60 and 69"),
    ]


def test_each_term_is_explained_once(letter: Letter) -> None:
    (definitions,) = _section(letter, "words").blocks
    assert isinstance(definitions, Definitions)
    words = [_text(word) for word, _ in definitions.entries]
    assert len(words) == len(set(words)) >= 2
    assert all(_text(meaning) for _, meaning in definitions.entries)


def test_an_unreviewed_language_says_so_before_anything_else(
    given: SummaryInput, write: Write, english_words: Catalogue
) -> None:
    (notice,) = write(english_words).notices
    assert _text(notice.parts).startswith("The wording of this letter has not")
    reviewed = replace(given.frame, reviewer="Dr Reviewer")
    assert write(english_words, frame=reviewed).notices == ()


def test_the_greeting_is_the_stored_one_where_there_is_one(
    given: SummaryInput, write: Write, english_words: Catalogue
) -> None:
    assert _text(write(english_words).greeting) == "Dear Anna Lindqvist,"
    asked = Recipient("Anna Lindqvist", Gender.WOMAN, salutation="Liebe Anna!")
    frame = replace(given.frame, recipient=asked)
    assert write(english_words, frame=frame).greeting == ("Liebe Anna!",)


def test_the_curve_counts_the_group_of_the_persons_sex(
    given: SummaryInput, write: Write, english_words: Catalogue
) -> None:
    question = given.assessment.question
    man = replace(question.family.person("anna"), sex=Sex.MALE)
    asked = replace(question, family=question.family.replace_person(man))
    letter = write(english_words, assessment=replace(given.assessment, question=asked))
    assert "Out of 100 men of your age" in _everything(letter)


def test_a_short_curve_promises_no_ten_years(
    given: SummaryInput, write: Write, english_words: Catalogue
) -> None:
    short = tuple(
        Curve(kind, (75, 76, 77, 78, 79, 80), (0, 0.01, 0.02, 0.03, 0.04, 0.05))
        for kind in CurveKind
    )
    letter = write(english_words, assessment=replace(given.assessment, curves=short))
    assert "in the next 10 years" not in _everything(letter)
    assert "between the ages of 75 and 80" in _everything(letter)


def test_free_text_runs_its_own_way(write: Write, arabic_words: Catalogue) -> None:
    letter = write(arabic_words, agreed=("نرسل لك علبة العينة.", "We call you on Friday."))
    (bullets,) = _section(letter, "agreed").blocks
    assert isinstance(bullets, Bullets)
    assert [item.direction for item in bullets.items] == ["rtl", "ltr"]


_FORBIDDEN = {
    "en": ("eligible", "diagnosed", "you should", "you must"),
    "de": ("berechtigt", "diagnostiziert", "Sie sollten", "Sie müssen"),
    "ar": ("مؤهل", "يجب عليك", "ينبغي لك", "تم تشخيص"),
}


def test_the_letter_neither_judges_nor_commands(letter: Letter) -> None:
    said = _everything(letter).lower()
    assert not [word for word in _FORBIDDEN.get(letter.language, ()) if word.lower() in said]
    assert not re.search(words(letter.language).traits.patterns["forbidden"], said)


def test_sentences_are_short(letter: Letter) -> None:
    prose = [
        sentence
        for section in letter.sections
        for text in _paragraphs(section)
        for sentence in re.split(r"(?<=[.!?])\s+", text)
    ]
    lengths = [len(sentence.split()) for sentence in prose]
    assert max(lengths) <= 36
    assert sum(lengths) / len(lengths) <= 15
