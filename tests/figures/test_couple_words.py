"""Words at a couple's line: on its own row, and where it runs round others."""

from dataclasses import replace

from counselling.drawing.measure import FontMeasure
from counselling.drawing.scene import Scene, Text
from counselling.figures.captions import captions
from counselling.figures.labels import LabelChoice
from counselling.figures.pedigree import pedigree
from counselling.figures.spots import Box, Spots
from counselling.language.catalogue import Catalogue
from counselling.layout.layout import place
from counselling.layout.result import Layout, Node
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership
from counselling.pedigree.person import Age, Diagnosis, GeneTest, Marker
from counselling.pedigree.terms import BREAST, Childlessness, MarkerStatus, TestResult
from tests.families.builders import family, man, woman

BARE = LabelChoice(has_numbers=False)


def drawn(kin: Family, words: Catalogue, measure: FontMeasure) -> Scene:
    sizes = captions(kin, words, measure, BARE)
    placed = place(kin, widths=sizes.widths, label_heights=sizes.heights, marks=sizes.marks)
    return pedigree(kin, placed, words, measure, choice=BARE)


def four_wives() -> Family:
    """A man with four partners: two of the lines must run round others."""
    wives = [woman(f"w{n}") for n in range(4)]
    kids = [woman(f"k{n}", mother=f"w{n}", father="he") for n in (0, 1)]
    kin = family(man("he"), *wives, *kids)
    told = (
        Partnership(("w2", "he"), childlessness=Childlessness.INFERTILE, childlessness_cause="x-1"),
        Partnership(("w3", "he"), childlessness=Childlessness.INFERTILE, childlessness_cause="x-2"),
        Partnership(("w0", "he"), is_consanguineous=True, relationship="y-0"),
        Partnership(("w1", "he"), is_consanguineous=True, relationship="y-1"),
    )
    return replace(kin, partnerships=told)


def test_no_couples_words_are_lost_where_its_line_runs_round_others(
    english: Catalogue, measure: FontMeasure
) -> None:
    scene = drawn(four_wives(), english, measure)
    words = {item.text for item in scene.flat() if isinstance(item, Text)}
    assert {"x-1", "x-2", "y-0", "y-1"} <= words


def test_room_is_found_beside_what_stands_in_the_way() -> None:
    middle = Layout((Node("a", 0.0, 0.0, 0),), (), 0)
    spots = Spots(middle, {"a": 2.0}, {"a": 1.0}, unit_pt=10.0)
    word = Box(-4.0, -2.0, 4.0, 2.0)
    found = spots.along(-40.0, 40.0, 0.0, word)
    assert found is not None
    assert 6.5 <= abs(found) <= 11.5
    assert spots.along(-2.0, 2.0, 0.0, word) is None


def test_an_initial_in_a_name_brings_no_letter_into_the_key(
    english: Catalogue, measure: FontMeasure
) -> None:
    kin = family(woman("a", name="Ada D"), woman("b", name="S Bea"), woman("c", name="SB"))
    assert [
        group.label for group in drawn(kin, english, measure).groups() if not group.subject
    ] == []


def test_markers_and_uncertain_variants_are_explained_where_they_are_written(
    english: Catalogue, measure: FontMeasure
) -> None:
    markers = (Marker("ER", MarkerStatus.POSITIVE), Marker("CK14", MarkerStatus.NEGATIVE))
    ill = replace(
        woman("a"),
        diagnoses=(Diagnosis(BREAST, Age.at(40), None, markers),),
        tests=(GeneTest("ATM", TestResult.UNCERTAIN),),
    )
    groups = drawn(family(ill), english, measure).groups()
    keyed = [group.label for group in groups if not group.subject]
    assert keyed == [
        "breast",
        "oestrogen receptor of the tumour",
        "cytokeratin 14 of the tumour",
        "variant of uncertain significance",
    ]
