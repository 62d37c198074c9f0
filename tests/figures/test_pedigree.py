"""Whatever the family: words stand clear of lines, of symbols and of each other; nobody is named
who must not be."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import pytest
from hypothesis import given, settings

from counselling.drawing.measure import FontMeasure
from counselling.drawing.scene import Anchor, Circle, Group, Line, Path, Rectangle, Scene, Text
from counselling.figures.captions import captions
from counselling.figures.labels import DE_IDENTIFIED, LabelChoice, lines
from counselling.figures.pedigree import FULL_LABELS, pedigree, pedigree_key
from counselling.figures.symbols import NotationStyle
from counselling.language.catalogue import Catalogue
from counselling.layout.layout import Effort, place
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import TwinSet
from counselling.pedigree.person import Age, Diagnosis, ParentLink, PartialDate, Person
from counselling.pedigree.terms import ParentKind, Sex, Zygosity
from tests.families.complete import complete_families

Box = tuple[float, float, float, float]
soberly = settings(max_examples=60)


def drawn(
    family: Family,
    words: Catalogue,
    measure: FontMeasure,
    choice: LabelChoice = FULL_LABELS,
    style: NotationStyle = NotationStyle.NSGC_2022,
) -> Scene:
    sizes = captions(family, words, measure, choice)
    layout = place(
        family,
        widths=sizes.widths,
        label_heights=sizes.heights,
        marks=sizes.marks,
        effort=Effort.FIRST,
    )
    return pedigree(family, layout, words, measure, choice=choice, style=style)


def box_of(text: Text, measure: FontMeasure) -> Box:
    """Where the small letters of a text are: what hangs below them may come near a line."""
    wide = measure.width_pt(text.text, text.size_pt, is_bold=text.is_bold)
    shift = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[text.anchor]
    left = text.x - shift * wide
    return left, text.y - 0.6 * text.size_pt, left + wide, text.y


def labels(scene: Scene, measure: FontMeasure) -> Iterator[tuple[str, Box]]:
    """Whose and where: words in people's groups, but not the letters inside or beside symbols."""
    for group in scene.groups():
        if group.subject:
            texts = [t for t in group.items if isinstance(t, Text) and not t.is_bold]
            yield from ((group.subject, box_of(text, measure)) for text in texts)


def meet(one: Box, other: Box, slack: float = 0.3) -> bool:
    return (
        one[0] < other[2] - slack
        and other[0] < one[2] - slack
        and one[1] < other[3] - slack
        and other[1] < one[3] - slack
    )


def runs_through(line: Line, box: Box) -> bool:
    """Whether one of many points of the line lies in the box."""
    steps = 60
    return any(
        box[0] + 0.3 < line.x1 + (line.x2 - line.x1) * k / steps < box[2] - 0.3
        and box[1] + 0.3 < line.y1 + (line.y2 - line.y1) * k / steps < box[3] - 0.3
        for k in range(steps + 1)
    )


def on_paper_of_their_own(scene: Scene) -> list[Box]:
    """Paper laid under words, so that a line of theirs is not read through them."""
    return [
        (i.x, i.y, i.x + i.width, i.y + i.height)
        for i in scene.flat()
        if isinstance(i, Rectangle) and i.stroke is None and i.height < 12
    ]


def faults(scene: Scene, measure: FontMeasure) -> list[str]:
    found = []
    papers = on_paper_of_their_own(scene)
    of_people = list(labels(scene, measure))
    of_couples = [("couple", box_of(t, measure)) for t in scene.items if isinstance(t, Text)]
    written = [*of_people, *(c for c in of_couples if c[1][0] > 40)]  # numerals stand left
    for place_, (whose, box) in enumerate(written):
        if not any(meet(box, paper) for paper in papers):
            for line in scene.items:
                if isinstance(line, Line) and runs_through(line, box):
                    found.append(f"a line runs through words of {whose}")
        for other, other_box in written[place_ + 1 :]:
            if meet(box, other_box):
                found.append(f"words of {whose} and {other} overlap")
    return found


class Desk(NamedTuple):
    """Words and type; hypothesis shows what it was given, so it must be short to show."""

    words: Catalogue
    measure: FontMeasure

    def __repr__(self) -> str:
        return "Desk()"


@pytest.fixture(scope="session")
def desk(english: Catalogue, measure: FontMeasure) -> Desk:
    return Desk(english, measure)


@soberly
@given(family=complete_families())
def test_no_line_runs_through_words_and_no_words_overlap(family: Family, desk: Desk) -> None:
    assert faults(drawn(family, desk.words, desk.measure), desk.measure) == []


def test_question_mark_of_triplets_stands_between_two_of_them(desk: Desk) -> None:
    parents = (ParentLink("m", ParentKind.MOTHER), ParentLink("f", ParentKind.FATHER))
    children = tuple(Person(name, parents=parents) for name in ("a", "b", "c"))
    triplets = TwinSet(("a", "b", "c"), Zygosity.UNKNOWN)
    couple = (Person("m", sex=Sex.FEMALE), Person("f", sex=Sex.MALE))
    family = Family("f", persons=(*couple, *children), twins=(triplets,))
    scene = drawn(family, desk.words, desk.measure)
    assert [item.text for item in scene.items if isinstance(item, Text)].count("?") == 1
    assert faults(scene, desk.measure) == []


@soberly
@given(family=complete_families(most=6))
def test_everybody_is_drawn_inside_the_paper_in_both_styles(family: Family, desk: Desk) -> None:
    for style in NotationStyle:
        scene = drawn(family, desk.words, desk.measure, style=style)
        assert {g.subject for g in scene.groups() if g.subject} == set(family.by_id)
        for item in scene.flat():
            for x, y in corners(item, desk.measure):
                assert -0.5 <= x <= scene.width + 0.5
                assert -0.5 <= y <= scene.height + 0.5


def corners(item: object, measure: FontMeasure) -> Iterator[tuple[float, float]]:
    match item:
        case Line():
            yield from ((item.x1, item.y1), (item.x2, item.y2))
        case Circle():
            yield from ((item.x - item.radius, item.y), (item.x + item.radius, item.y))
        case Text():
            left, top, right, foot = box_of(item, measure)
            yield from ((left, top), (right, foot))
        case Path():
            yield from ((float(s[-2]), float(s[-1])) for s in item.steps if len(s) > 1)


def test_a_de_identified_drawing_has_no_name_and_no_day(
    english: Catalogue, measure: FontMeasure
) -> None:
    person = Person(
        "p7",
        name="Łucja Kowalska",
        pronouns="she/her",
        birth=PartialDate(1970, 5, 17),
        note="lives in Kraków",
        due=PartialDate(2027, 3, 2),
    )
    family = Family("f", "Kowalska", persons=(person,))
    scene = drawn(family, english, measure, DE_IDENTIFIED)
    said = [scene.title, scene.description]
    said += [item.text for item in scene.flat() if isinstance(item, Text)]
    said += [group.label for group in scene.groups()]
    assert "EDD 2027" in said
    assert any("1970" in text for text in said)
    for secret in ("Łucja", "Kowalska", "Kraków", "17", "May", "she/her"):
        assert not [text for text in said if secret in text]


def test_days_are_told_only_where_they_are_asked_for(english: Catalogue) -> None:
    born = Person("p", birth=PartialDate(1970, 5, 17))
    full = replace(FULL_LABELS, has_years_only=False)
    assert lines(born, english, full) == ("b. 17 May 1970",)
    assert lines(born, english, FULL_LABELS) == ("b. 1970",)
    odd = replace(born, birth=PartialDate(1970, 2, 31))
    assert lines(odd, english, full) == ("b. 1970-02-31",)


def test_every_fill_looks_different_without_colour(
    english: Catalogue, measure: FontMeasure
) -> None:
    """What is drawn inside the swatches of a key, moved to one place."""
    ill = tuple(Diagnosis(c, Age.at(40)) for c in "abcdef")
    person = Person("p", sex=Sex.FEMALE, diagnoses=ill, carries=("g",), presymptomatic=("h",))
    scene = drawn(Family("f", persons=(person,)), english, measure)
    keyed = [g for g in scene.groups() if isinstance(g, Group) and not g.subject]
    swatches = {
        tuple((type(i), round(getattr(i, "x1", 0) - getattr(i, "x2", 0), 1)) for i in g.items[:-1])
        for g in keyed
    }
    assert len(keyed) == len(swatches) == 8


def test_the_key_is_read_from_the_side_where_reading_begins(
    english: Catalogue, arabic: Catalogue, measure: FontMeasure
) -> None:
    ill = Person("p", diagnoses=(Diagnosis("breast", None),))
    family = Family("f", persons=(ill,))
    for words, is_right in ((english, False), (arabic, True)):
        layout = place(family)
        key = pedigree_key(family, layout, words, measure, width_pt=500)
        (entry,) = key.items
        assert isinstance(entry, Group)
        swatch = next(part for part in entry.items if isinstance(part, Rectangle))
        text = next(part for part in entry.items if isinstance(part, Text))
        assert (swatch.x > text.x) is is_right


def test_a_suspicion_is_told_with_its_sign_and_fills_nothing(
    english: Catalogue, measure: FontMeasure
) -> None:
    unsure = Person("p", sex=Sex.FEMALE, suspected=(Diagnosis("breast", Age.at(42)),))
    scene = drawn(Family("f", persons=(unsure,)), english, measure)
    words = [item.text for item in scene.flat() if isinstance(item, Text)]
    assert "?" in words
    assert "? breast 42" in words
    assert all(isinstance(g, Group) and g.subject for g in scene.groups())  # no key
