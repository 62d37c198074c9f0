"""One small family for every id of docs/notation.md. All people are invented."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from counselling.drawing.measure import Measure
from counselling.drawing.scene import Scene
from counselling.figures.captions import captions
from counselling.figures.labels import LabelChoice
from counselling.figures.pedigree import FULL_LABELS, pedigree
from counselling.figures.symbols import NotationStyle
from counselling.language.catalogue import Catalogue
from counselling.layout.layout import place
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import (
    Age,
    Diagnosis,
    Evaluation,
    GeneTest,
    ParentLink,
    PartialDate,
    Person,
    PersonId,
)
from counselling.pedigree.terms import (
    Adoption,
    Childlessness,
    Contact,
    Gender,
    ParentKind,
    PartnershipStatus,
    PregnancyOutcome,
    Sex,
    SexAssigned,
    TestMethod,
    TestResult,
    Zygosity,
)

BARE = LabelChoice(has_numbers=False)
M, F = ParentKind.MOTHER, ParentKind.FATHER


@dataclass(frozen=True)
class Specimen:
    """What is drawn for one id."""

    title: str
    family: Family
    choice: LabelChoice = BARE
    style: NotationStyle = NotationStyle.NSGC_2022
    copies: tuple[tuple[PersonId, PersonId], ...] = ()

    def scene(self, words: Catalogue, measure: Measure) -> Scene:
        sizes = captions(self.family, words, measure, self.choice)
        layout = place(
            self.family, widths=sizes.widths, label_heights=sizes.heights, marks=sizes.marks
        )
        return pedigree(
            self.family,
            layout,
            words,
            measure,
            choice=self.choice,
            style=self.style,
            copies=self.copies,
        )


def man(person_id: PersonId, *parents: tuple[PersonId, ParentKind], **facts: object) -> Person:
    links = tuple(ParentLink(who, kind) for who, kind in parents)
    return replace(Person(person_id, sex=Sex.MALE, parents=links), **facts)  # type: ignore[arg-type]


def woman(person_id: PersonId, *parents: tuple[PersonId, ParentKind], **facts: object) -> Person:
    return replace(man(person_id, *parents, **facts), sex=Sex.FEMALE)


def somebody(person_id: PersonId, *parents: tuple[PersonId, ParentKind], **facts: object) -> Person:
    return replace(man(person_id, *parents, **facts), sex=Sex.UNKNOWN)


COUPLE = (man("f"), woman("m"))
BORN = (("m", M), ("f", F))


def kin(*people: Person, **facts: object) -> Family:
    return replace(Family("gallery", "Gallery", people), **facts)  # type: ignore[arg-type]


def child_of_couple(**facts: object) -> Family:
    return kin(*COUPLE, woman("c", *BORN, **facts))


def pair(**facts: object) -> Family:
    told = replace(Partnership(("f", "m")), **facts)  # type: ignore[arg-type]
    return kin(*COUPLE, partnerships=(told,))


def loss(outcome: PregnancyOutcome, **facts: object) -> Family:
    lost = somebody("c2", *BORN, pregnancy=outcome, **facts)
    return kin(*COUPLE, woman("c1", *BORN), lost, man("c3", *BORN))


def twins(*sets: tuple[Zygosity, tuple[str, ...]], kids: int = 2) -> Family:
    born = (woman(f"t{i}", *BORN) for i in range(1, kids + 1))
    return kin(*COUPLE, *born, twins=tuple(TwinSet(ids, z) for z, ids in sets))


def breast(at: float, **facts: object) -> Diagnosis:
    return replace(Diagnosis("breast", Age.at(at)), **facts)  # type: ignore[arg-type]


def gallery() -> Mapping[str, Specimen]:
    """Every id with its family."""
    return {**dict(_people()), **dict(_pregnancies()), **dict(_lines()), **dict(_reproduction())}


def _people() -> Iterator[tuple[str, Specimen]]:
    yield "P1", Specimen("man", kin(man("a", name="Jan")))
    yield "P2", Specimen("woman", kin(woman("a", name="Ada")))
    both = (somebody("a", name="Kim", gender=Gender.NON_BINARY), somebody("b", name="?"))
    yield "P3", Specimen("non-binary; not known", kin(*both))
    assigned = (
        man("a", gender=Gender.WOMAN),
        woman("b", gender=Gender.MAN),
        somebody("c", gender=Gender.NON_BINARY, assigned=SexAssigned.NONE),
    )
    yield "P4", Specimen("sex assigned at birth", kin(*assigned))
    yield "P5", Specimen("chosen name, pronouns", kin(man("a", name="Robin", pronouns="they/them")))
    yield "P6", Specimen("karyotype", kin(woman("a", karyotype="45,X")))
    several = (
        woman("a", diagnoses=(breast(44),)),
        woman("b", diagnoses=(breast(44), Diagnosis("ovary", Age.at(51)))),
        man("c", diagnoses=(breast(60), Diagnosis("prostate"), Diagnosis("pancreas", Age.at(70)))),
        woman("d", diagnoses=tuple(Diagnosis(c) for c in ("breast", "ovary", "colon", "skin"))),
    )
    yield "P7", Specimen("affected, several conditions", kin(*several))
    carriers = (
        man("a", carries=("haemophilia_b",)),
        woman("b", carries=("haemophilia_b",)),
        woman("c", carries=("haemophilia_b",), diagnoses=(breast(50),)),
    )
    yield "P8", Specimen("carrier, 2022", kin(*carriers))
    yield (
        "P9",
        Specimen("carrier, 2008", kin(*carriers), style=NotationStyle.NSGC_2008),
    )
    silent = kin(woman("a", presymptomatic=("ovary",)), man("b", presymptomatic=("ovary",)))
    yield "P10", Specimen("variant without signs, 2022", silent)
    yield (
        "P10-2008",
        Specimen("variant without signs, 2008", silent, style=NotationStyle.NSGC_2008),
    )
    yield "P11", Specimen("status not known", kin(woman("a", is_status_unknown=True)))
    groups = kin(*COUPLE, man("a", *BORN, count=4), woman("b", *BORN, count=0))
    yield "P12", Specimen("groups of people", groups)
    dead = woman("a", is_deceased=True, age=Age.at(52), cause_of_death="stroke")
    later = man("b", is_deceased=True, death=PartialDate(2002, 5, 1), diagnoses=(breast(60),))
    yield "P13", Specimen("deceased", kin(dead, later))
    yield "P14", Specimen("proband", replace(child_of_couple(name="Ada"), proband="c"))
    yield "P15", Specimen("consultand", replace(child_of_couple(name="Ada"), consultand="c"))
    seen = Evaluation("MRI", TestResult.NEGATIVE), Evaluation("echo", TestResult.POSITIVE)
    yield "P16", Specimen("documented", child_of_couple(is_documented=True, evaluations=seen))
    unknown = kin(woman("m"), somebody("f", is_placeholder=True), woman("c", *BORN))
    yield "P17", Specimen("placeholder", unknown)
    quiet = (woman("a", contact=Contact.NO_CONTACT), man("b", contact=Contact.NOT_INFORMED))
    yield "P18", Specimen("no contact, not informed", kin(*quiet))
    full = woman(
        "c",
        *BORN,
        name="Ada",
        age=Age.at(52),
        diagnoses=(breast(44, pathology="ductal, grade 3"),),
        tests=(GeneTest("BRCA1", TestResult.POSITIVE, TestMethod.SEARCH),),
        evaluations=(Evaluation("MRI", TestResult.NEGATIVE),),
        is_documented=True,
    )
    everything = kin(*COUPLE, full, man("d", *BORN, name="Jan", age=Age(40, 49)), proband="c")
    yield "P19", Specimen("the label's order", everything, FULL_LABELS)
    yield "P20", Specimen("generations and numbers", everything, FULL_LABELS)


def _pregnancies() -> Iterator[tuple[str, Specimen]]:
    going = {"pregnancy": PregnancyOutcome.ONGOING}
    waiting = kin(
        *COUPLE,
        woman("a", *BORN, **going, gestation_weeks=12),
        man("b", *BORN, **going, due=PartialDate(2027, 3, 1)),
        somebody("c", *BORN, **going, last_period=PartialDate(2026, 9, 1)),
    )
    yield "G1", Specimen("pregnancy", waiting)
    still = {"pregnancy": PregnancyOutcome.STILLBIRTH, "gestation_weeks": 34}
    yield "G2", Specimen("stillbirth", child_of_couple(**still))
    gone = PregnancyOutcome.SPONTANEOUS_ABORTION
    yield "G3", Specimen("not carried to term", loss(gone))
    ill = {"diagnoses": (Diagnosis("trisomy 18"),)}
    yield "G4", Specimen("spontaneous abortion", loss(gone, gestation_weeks=9, **ill))
    ended = PregnancyOutcome.TERMINATION
    yield "G5", Specimen("termination", loss(ended, gestation_weeks=16, **ill))
    yield "G6", Specimen("ectopic", loss(PregnancyOutcome.ECTOPIC, gestation_weeks=7))
    yield "G7", Specimen("several losses", loss(gone, count=3))
    found = somebody("c", *BORN, pregnancy=PregnancyOutcome.ONGOING, karyotype="47,XX,+21")
    yield "G8", Specimen("pregnancy with a result", kin(*COUPLE, found))


def _lines() -> Iterator[tuple[str, Specimen]]:
    yield "L1", Specimen("partners", pair())
    siblings = (woman("m", ("a", M), ("b", F)), man("u", ("a", M), ("b", F)))
    cousins = kin(
        *(woman("a"), man("b"), *siblings, man("f"), woman("v")),
        *(woman("d", *BORN), man("e", ("v", M), ("u", F)), man("k", ("d", M), ("e", F))),
    )
    yield "L2", Specimen("consanguineous, found", cousins)
    told = pair(is_consanguineous=True, relationship="second cousins")
    yield "L2-told", Specimen("consanguineous, told", told)
    ended = kin(
        *COUPLE,
        woman("c", *BORN),
        *(man("f2"), woman("m2"), man("c2", ("m2", M), ("f2", F))),
        partnerships=(
            Partnership(("f", "m"), PartnershipStatus.SEPARATED, left_by="f"),
            Partnership(("f2", "m2"), PartnershipStatus.DIVORCED, left_by="m2"),
        ),
    )
    yield "L3", Specimen("separated, divorced", ended)
    many = kin(
        man("a"),
        *(woman(f"w{i}") for i in (1, 2, 3)),
        *(woman(f"c{i}", (f"w{i}", M), ("a", F)) for i in (1, 2, 3)),
    )
    yield "L4", Specimen("several partners", many)
    yield "L5", Specimen("descent", loss(PregnancyOutcome.SPONTANEOUS_ABORTION))
    same, two, unsure = Zygosity.MONOZYGOTIC, Zygosity.DIZYGOTIC, Zygosity.UNKNOWN
    yield "L6", Specimen("identical twins", twins((same, ("t1", "t2"))))
    yield "L7", Specimen("fraternal twins", twins((two, ("t1", "t2"))))
    yield "L8", Specimen("twins, zygosity not known", twins((unsure, ("t1", "t2"))))
    mixed = twins((two, ("t1", "t2", "t3")), (same, ("t1", "t2")), kids=4)
    yield "L9", Specimen("triplets, two identical", mixed)
    yield "L10", Specimen("no children, by choice", pair(childlessness=Childlessness.BY_CHOICE))
    barren = pair(childlessness=Childlessness.INFERTILE, childlessness_cause="azoospermia")
    yield "L11", Specimen("infertile", barren)
    alone = woman("a", childlessness=Childlessness.INFERTILE, childlessness_cause="endometriosis")
    yield "L11-one", Specimen("infertile, one person", kin(alone))
    yield "L12", Specimen("parents not known", kin(woman("a", has_unknown_parents=True)))
    adopted = (("m", ParentKind.ADOPTIVE), ("f", ParentKind.ADOPTIVE))
    taken = kin(*COUPLE, woman("a", *BORN), man("b", *adopted))
    yield "L13", Specimen("adopted in", taken)
    given = kin(*COUPLE, woman("a", *BORN), man("b", *BORN, adoption=Adoption.OUT))
    yield "L14", Specimen("adopted out", given)
    aunt = kin(
        woman("ga"),
        man("gf"),
        woman("m", ("ga", M), ("gf", F)),
        woman("aunt", ("ga", M), ("gf", F)),
        man("f"),
        man("uncle"),
        woman("c", *BORN, ("aunt", ParentKind.ADOPTIVE), ("uncle", ParentKind.ADOPTIVE)),
        partnerships=(Partnership(("aunt", "uncle")),),
    )
    yield "L15", Specimen("adopted by a relative", aunt)
    foster = (("m", ParentKind.FOSTER), ("f", ParentKind.FOSTER))
    cared = kin(*COUPLE, woman("a", *foster), partnerships=(Partnership(("f", "m")),))
    yield "L16", Specimen("foster child", cared)
    step = kin(*COUPLE, man("s"), woman("c", *BORN, ("s", ParentKind.STEP)),
               partnerships=(Partnership(("m", "s")),))  # fmt: skip
    yield "L16-step", Specimen("stepfather", step)
    yield (
        "L17",
        Specimen(
            "one person drawn twice", kin(man("a"), woman("b"), man("c")), copies=(("a", "c"),)
        ),
    )


def _reproduction() -> Iterator[tuple[str, Specimen]]:
    couple = (Partnership(("f", "m")),)
    by_donor = woman("c", ("m", M), ("d", ParentKind.SPERM_DONOR), ("f", ParentKind.SOCIAL))
    yield "A1", Specimen("sperm donor", kin(*COUPLE, man("d"), by_donor, partnerships=couple))
    egg = woman("c", ("f", F), ("d", ParentKind.OVUM_DONOR), ("m", ParentKind.GESTATIONAL_CARRIER))
    yield "A2", Specimen("ovum donor", kin(*COUPLE, woman("d"), egg, partnerships=couple))
    carried = woman("c", *BORN, ("s", ParentKind.GESTATIONAL_CARRIER))
    yield "A3", Specimen("gestational carrier", kin(*COUPLE, woman("s"), carried))
    both = woman(
        "c",
        ("f", F),
        ("s", ParentKind.OVUM_DONOR),
        ("s", ParentKind.GESTATIONAL_CARRIER),
        ("m", ParentKind.SOCIAL),
    )
    yield "A4", Specimen("surrogate who gave the egg", kin(*COUPLE, woman("s"), both,
                                                            partnerships=couple))  # fmt: skip
    embryo = woman(
        "c",
        ("d1", ParentKind.OVUM_DONOR),
        ("d2", ParentKind.SPERM_DONOR),
        ("m", ParentKind.GESTATIONAL_CARRIER),
        ("f", ParentKind.SOCIAL),
    )
    donors = (woman("d1"), man("d2"))
    yield "A5", Specimen("embryo donation", kin(*COUPLE, *donors, embryo,
                         partnerships=(*couple, Partnership(("d1", "d2")))))  # fmt: skip
    third = woman("c", *BORN, ("d", ParentKind.MITOCHONDRIAL_DONOR))
    yield "A6", Specimen("mitochondrial donor", kin(*COUPLE, woman("d"), third))
    mothers = (woman("m", name="Ada"), woman("n", name="Bea"))
    shared = man("c", ("m", M), ("d", ParentKind.SPERM_DONOR), ("n", ParentKind.SOCIAL))
    yield "A1-two", Specimen("two mothers and a donor", kin(*mothers, man("d"), shared,
                             partnerships=(Partnership(("m", "n")),)))  # fmt: skip
