"""Which line places a person, and which stand beside it."""

from counselling.pedigree.family import Family
from counselling.pedigree.lineage import LineKind, LineUp, lines_up
from counselling.pedigree.partnership import Partnership
from counselling.pedigree.person import ParentLink, Person
from counselling.pedigree.terms import ParentKind as Kind


def lines(*links: tuple[str, Kind], couples: tuple[tuple[str, str], ...] = ()) -> list[LineUp]:
    child = Person("child", parents=tuple(ParentLink(who, kind) for who, kind in links))
    people = [Person(who) for who in dict.fromkeys(who for who, _ in links)]
    told = tuple(Partnership(pair) for pair in couples)
    return list(lines_up(Family("f", persons=(*people, child), partnerships=told), child))


def test_birth_parents_are_home() -> None:
    assert lines(("m", Kind.MOTHER), ("f", Kind.FATHER)) == [LineUp(("f", "m"), LineKind.BIRTH)]


def test_adoptive_parents_are_home_only_where_no_birth_parent_is_known() -> None:
    two = (("a", Kind.ADOPTIVE), ("b", Kind.ADOPTIVE))
    adoptive = LineUp(("a", "b"), LineKind.ADOPTIVE)
    assert lines(*two) == [adoptive]
    assert lines(("m", Kind.MOTHER), *two) == [LineUp(("m",), LineKind.BIRTH), adoptive]


def test_a_donor_is_never_half_of_a_couple() -> None:
    told = lines(("m", Kind.MOTHER), ("d", Kind.SPERM_DONOR))
    assert told == [LineUp(("m",), LineKind.BIRTH), LineUp(("d",), LineKind.DONOR)]


def test_the_mothers_partner_who_brings_the_child_up_makes_the_couple() -> None:
    links = (("m", Kind.MOTHER), ("d", Kind.SPERM_DONOR), ("n", Kind.SOCIAL))
    assert lines(*links, couples=(("m", "n"),)) == [
        LineUp(("m", "n"), LineKind.BIRTH),
        LineUp(("d",), LineKind.DONOR),
    ]
    assert lines(*links)[0] == LineUp(("m",), LineKind.BIRTH)


def test_who_gave_the_egg_and_carried_has_one_solid_line() -> None:
    told = lines(("f", Kind.FATHER), ("s", Kind.OVUM_DONOR), ("s", Kind.GESTATIONAL_CARRIER))
    assert told[1:] == [LineUp(("s",), LineKind.DONOR)]
    assert not told[1].kind.is_dashed


def test_a_carrier_for_others_has_a_dashed_line() -> None:
    told = lines(("m", Kind.MOTHER), ("f", Kind.FATHER), ("s", Kind.GESTATIONAL_CARRIER))
    assert told[1] == LineUp(("s",), LineKind.GESTATIONAL)
    assert told[1].kind.is_dashed


def test_donors_of_an_embryo_are_a_couple_only_where_they_are_one() -> None:
    links = (
        *(("d", Kind.OVUM_DONOR), ("e", Kind.SPERM_DONOR)),
        *(("m", Kind.GESTATIONAL_CARRIER), ("f", Kind.SOCIAL)),
    )
    mine = ("f", "m")
    assert lines(*links, couples=(mine, ("d", "e"))) == [
        LineUp(mine, LineKind.GESTATIONAL),
        LineUp(("d", "e"), LineKind.DONOR),
    ]
    assert len(lines(*links, couples=(mine,))) == 3


def test_parents_who_are_not_in_the_family_have_no_line() -> None:
    lost = Person("c", parents=(ParentLink("ghost", Kind.MOTHER),))
    assert lines_up(Family("f", persons=(lost,)), lost) == ()
