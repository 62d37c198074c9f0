"""Lines of an answer: one whole, no interval of nothing, one gene once, the population beside."""

from counselling.language.catalogue import Catalogue
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Person
from counselling.pedigree.terms import ASHKENAZI, Sex
from counselling.risk.model import Assessment, Interval, Probability, Question
from counselling.risk.registry import find
from ui.pages.risk.answer import chance, chances


def asked(model: str, *ancestry: str) -> Assessment:
    person = Person("a", sex=Sex.FEMALE, age=Age.at(40), ancestry=ancestry)
    question = Question(Family("f", persons=(person,)), "a", "UK", has_interval=False)
    return find(model).assess(question)


def test_an_interval_that_rounds_to_one_number_is_said_to_be_that(english: Catalogue) -> None:
    narrow = Probability(0.5, Interval(0.4991, 0.5012, ""))
    assert chance("any", narrow, english, total=100).between == "no other number to this rounding"
    wide = Probability(0.5, Interval(0.41, 0.6, ""))
    assert chance("any", wide, english, total=100).between == "between 41 and 60 in 100"


def test_a_single_gene_is_told_once_and_not_as_one_of_several(english: Catalogue) -> None:
    (only,) = chances(asked("consultand-tp53"), english)
    assert only.about == "In TP53"


def test_what_is_rare_is_told_in_percent_as_rare_and_not_as_never(english: Catalogue) -> None:
    (only,) = chances(asked("consultand-pten"), english)
    assert only.percent.endswith("; people in general: 0.0005%")
    assert only.percent != "0%"


def test_percent_stand_beside_those_of_her_population(english: Catalogue) -> None:
    any_gene, *genes = chances(asked("consultand-brca-palb2", ASHKENAZI), english)
    assert any_gene.percent.endswith("; people of Ashkenazi Jewish ancestry: 2.9%")
    told = {one.about: one.percent for one in genes}
    assert told["BRCA1"].endswith("; people of Ashkenazi Jewish ancestry: 1.6%")
    assert told["PALB2"].endswith("; people of Ashkenazi Jewish ancestry: 0.12%")
