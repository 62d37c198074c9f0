"""Families for tests, invented and small; say what they are by their name."""

from pathlib import Path

from counselling.formats import registry
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import TwinSet
from counselling.pedigree.person import Age, Diagnosis, ParentLink, Person, PersonId
from counselling.pedigree.terms import ParentKind, Sex, Zygosity

_DEMO = Path(__file__).resolve().parents[2] / "assets" / "demo"


def person(
    person_id: PersonId,
    sex: Sex = Sex.FEMALE,
    *,
    mother: PersonId | None = None,
    father: PersonId | None = None,
    age: float | None = None,
    breast_at: float | None = None,
    is_deceased: bool = False,
    name: str = "",
) -> Person:
    links = []
    if mother:
        links.append(ParentLink(mother, ParentKind.MOTHER))
    if father:
        links.append(ParentLink(father, ParentKind.FATHER))
    return Person(
        person_id,
        name=name,
        sex=sex,
        parents=tuple(links),
        age=None if age is None else Age.at(age),
        is_deceased=is_deceased,
        diagnoses=() if breast_at is None else (Diagnosis("breast", Age.at(breast_at)),),
    )


def woman(person_id: PersonId, **facts: object) -> Person:
    return person(person_id, Sex.FEMALE, **facts)  # type: ignore[arg-type]


def man(person_id: PersonId, **facts: object) -> Person:
    return person(person_id, Sex.MALE, **facts)  # type: ignore[arg-type]


def family(*persons: Person, proband: PersonId | None = None, name: str = "Invented") -> Family:
    return Family("invented", name, persons, proband=proband)


def trio() -> Family:
    return family(man("father"), woman("mother"), woman("child", mother="mother", father="father"))


def three_generations() -> Family:
    return family(
        man("grandfather", age=80, is_deceased=True),
        woman("grandmother", age=78, breast_at=44),
        man("father", age=60),
        woman("mother", mother="grandmother", father="grandfather", age=58),
        man("uncle", mother="grandmother", father="grandfather", age=55),
        woman("child", mother="mother", father="father", age=34, name="Anna"),
        man("brother", mother="mother", father="father", age=31),
        proband="child",
    )


def married_cousins() -> Family:
    return family(
        man("grandfather"),
        woman("grandmother"),
        woman("aunt", mother="grandmother", father="grandfather"),
        man("aunts_husband"),
        man("father", mother="grandmother", father="grandfather"),
        woman("mother"),
        man("cousin", mother="aunt", father="aunts_husband"),
        woman("consultand", mother="mother", father="father"),
        woman("child", mother="consultand", father="cousin"),
    )


def twin_sisters(zygosity: Zygosity = Zygosity.MONOZYGOTIC) -> Family:
    base = family(
        man("father"),
        woman("mother"),
        woman("ada", mother="mother", father="father"),
        woman("bea", mother="mother", father="father"),
    )
    return Family(
        base.id, base.name, base.persons, twins=(TwinSet(("ada", "bea"), zygosity),), proband="ada"
    )


def breast_ovarian() -> Family:
    """The program's own invented demo family."""
    data = (_DEMO / "invented-breast-ovarian.canrisk4").read_bytes()
    return registry.read(data).families[0]


def queen_victoria() -> Family:
    """The program's historical demo family."""
    return registry.read((_DEMO / "queen-victoria.consultand").read_bytes()).families[0]
