"""What every format promises: what does not come back was told as lost, by person and fact."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings

from counselling.errors import FormatError
from counselling.formats import registry
from counselling.formats.export import loose_placeholders
from counselling.formats.facts import EVERYTHING, LOOKS, Fact
from counselling.formats.format import FileFormat, Writing, as_mapping
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import TwinSet
from counselling.pedigree.person import Age, Diagnosis, ParentLink, Person
from counselling.pedigree.structure import without
from counselling.pedigree.terms import BREAST, ParentKind, Sex
from tests.families.builders import (
    breast_ovarian,
    married_cousins,
    queen_victoria,
    three_generations,
    trio,
    twin_sisters,
)
from tests.families.complete import complete_families
from tests.families.strategies import families

formats = pytest.mark.parametrize("form", registry.FORMATS, ids=lambda form: form.name)
BOADICEAS = ("canrisk", "boadicea")
BUILT = (breast_ovarian, married_cousins, queen_victoria, three_generations, trio, twin_sisters)
# losses with a word of their own, and the facts that they speak of
SPECIAL = {
    "loss.age_range": {Fact.AGE_RANGE},
    "loss.condition": {Fact.CONDITIONS, Fact.AFFECTED, Fact.AGE_AT_DIAGNOSIS},
    "loss.third_cancer": {Fact.CONDITIONS, Fact.AGE_AT_DIAGNOSIS},
    "loss.gene": {Fact.TESTS, Fact.TEST_METHOD, Fact.VARIANT},
    "loss.uncertain_variant": {Fact.TESTS, Fact.TEST_METHOD, Fact.VARIANT},
    "loss.twins_not_identical": {Fact.TWINS, Fact.ZYGOSITY},
    "loss.more_than_two_twins": {Fact.TWINS, Fact.ZYGOSITY},
    "loss.too_many_twins": {Fact.TWINS, Fact.ZYGOSITY},
    "loss.canrisk_twins": {Fact.TWINS, Fact.ZYGOSITY},
    "loss.proband_chosen": {Fact.PROBAND},
}


def told(writing: Writing) -> set[tuple[str, Fact]]:
    """Person and fact of every loss."""
    out = set()
    for loss in writing.losses:
        blanks = as_mapping(loss.fields)
        person = str(blanks.get("person", ""))
        if loss.message_id == "loss.fact":
            out.add((person, Fact(str(blanks["fact"]))))
        out |= {(person, fact) for fact in SPECIAL.get(loss.message_id, ())}
    return out


def left_out(writing: Writing) -> set[str]:
    """People whom the receiving service does not take, each told by a sentence of her own."""
    whole = {"loss.canrisk_no_sex", "loss.canrisk_unrelated"}
    blanks = [as_mapping(x.fields) for x in writing.losses if x.message_id in whole]
    return {str(b["person"]) for b in blanks}


def renamed(writing: Writing) -> dict[str, str]:
    blanks = [as_mapping(x.fields) for x in writing.losses if x.message_id == "loss.id_changed"]
    return {str(b["old"]): str(b["new"]) for b in blanks}


def plain(value: object, names: dict[str, str]) -> object:
    """A fact's value under the ids of the file, in no order."""
    if isinstance(value, tuple | list):
        return sorted({repr(plain(part, names)) for part in value})
    if isinstance(value, Age):
        return (round(float(value.low_years), 6), round(float(value.high_years), 6))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return round(float(value), 6)
    return names.get(value, value) if isinstance(value, str) else value


def broken(form: FileFormat, before: Family) -> Iterator[str]:
    """Promises that a round trip breaks."""
    writing = form.write((before,))
    if form.says != EVERYTHING:
        loose = tuple(loose_placeholders(before))  # they stay behind, and nobody is told
        before = without(before, loose)
    before = replace(before, twins=tuple(t for t in before.twins if not is_said(t, before)))
    known, names = told(writing), renamed(writing)
    (after,) = registry.read(writing.content).families
    for person in before.persons:
        again = after.by_id.get(names.get(person.id, person.id))
        lost = {fact for who, fact in known if who in (person.id, names.get(person.id))}
        if again is None:
            if not lost & {Fact.PLACEHOLDER, Fact.PREGNANCY} and person.id not in left_out(writing):
                yield f"{person.id} is gone"
            continue
        for fact, look in LOOKS.items():
            old, new = look(before, person), look(after, again)
            if old and plain(old, names) != plain(new, {}) and fact not in lost:
                yield f"{fact} of {person.id}: {old!r} became {new!r}"
        stand_in = form.name.startswith(("canrisk", "boadicea"))  # one beside each single parent
        if not stand_in and genes(before, person, names) != genes(after, again, {}):
            yield f"genetic parents of {person.id}"


def is_said(twins: TwinSet, family: Family) -> bool:
    """Whether a larger set of the same zygosity says the same of these twins."""
    return any(
        set(twins.members) < set(t.members) and t.zygosity is twins.zygosity for t in family.twins
    )


def genes(family: Family, person: Person, names: dict[str, str]) -> list[str]:
    kept = [p for p in person.genetic_parents if p in family.by_id]
    return [names.get(p, p) for p in kept]


@formats
@pytest.mark.parametrize("make", BUILT, ids=lambda make: make.__name__)
def test_a_built_family_comes_back_but_for_what_was_told(form: FileFormat, make: object) -> None:
    assert list(broken(form, make())) == []  # type: ignore[operator]


@formats
@given(before=families(has_facts=True))
@settings(max_examples=40)
def test_a_random_family_comes_back_but_for_what_was_told(form: FileFormat, before: Family) -> None:
    assert list(broken(form, before)) == []


@formats
@given(before=complete_families())
@settings(max_examples=60)
def test_of_a_family_with_everything_each_loss_is_told(form: FileFormat, before: Family) -> None:
    try:
        form.write((before,))
    except FormatError as refused:
        known = refused.message_id.startswith(("format.canrisk_", "format.nobody_left"))
        assert known, refused  # noqa: PT017 a refusal by name is the other good answer
        return
    assert list(broken(form, before)) == []


@formats
def test_several_families_stay_several(form: FileFormat) -> None:
    one, other = three_generations(), replace(trio(), id="other", name="Other")
    after = registry.read(form.write((one, other)).content).families
    assert [len(family.persons) for family in after] == [7, 3]


@pytest.mark.parametrize(
    "form",
    # BOADICEA's own have names of plain letters only
    [f for f in registry.FORMATS if Fact.NAME in f.says and not f.name.startswith(BOADICEAS)],
    ids=lambda form: form.name,
)
def test_names_in_every_script_come_back_where_a_format_says_names(form: FileFormat) -> None:
    names = ("王小明", "ليلى", "Łucja Müller-Ødegård", "Ἑλένη", "שרה", "O'Neil & <Söhne>")
    before = Family("f", persons=tuple(Person(f"p{n}", name=name) for n, name in enumerate(names)))
    after = registry.read(form.write((before,)).content).families[0]
    assert tuple(p.name for p in after.persons) == names


def test_the_programs_own_file_says_everything() -> None:
    assert [f.name for f in registry.FORMATS if f.says == EVERYTHING] == ["consultand"]


@formats
def test_whatever_a_format_does_not_say_is_told_by_person_and_fact(form: FileFormat) -> None:
    person = Person("a", sex=Sex.FEMALE, karyotype="46,XX", pronouns="they", carries=(BREAST,))
    writing = form.write((Family("f", persons=(person,), proband="a"),))
    facts = {Fact.KARYOTYPE, Fact.PRONOUNS, Fact.CARRIES}
    assert {(p, f) for p, f in told(writing) if f in facts} == {
        ("a", fact) for fact in facts - form.says
    }


def test_a_check_of_promises_sees_a_promise_broken() -> None:
    class Forgetful:
        name, suffixes, says = "forgetful", (".x",), EVERYTHING

        def write(self, families: tuple[Family, ...]) -> Writing:
            (family,) = families
            bare = tuple(replace(p, diagnoses=()) for p in family.persons)
            return registry.write((replace(family, persons=bare),), ".consultand")

    ill = Person("a", diagnoses=(Diagnosis(BREAST, Age.at(44)),))
    found = list(broken(Forgetful(), Family("f", persons=(ill,))))  # type: ignore[arg-type]
    assert any("conditions of a" in line for line in found)


ODD_IDS = ("=1+1", "-5", "@x", "a@b", "'=a", '"', 'a"b', "a b", "a\nb", "NA", "0", "#1", "*", "<&>")
ODD_IDS = (*ODD_IDS, "ليلى", "unnamed-m", "null", "Patient/1", "\x07", " a ", "I1", "VOID")


@formats
@pytest.mark.parametrize("odd", ODD_IDS)
def test_an_odd_id_keeps_its_children_in_every_format(form: FileFormat, odd: str) -> None:
    links = (ParentLink("mo", ParentKind.MOTHER), ParentLink(odd, ParentKind.FATHER))
    before = Family(
        odd,
        persons=(
            Person(odd, sex=Sex.MALE),
            Person("mo", sex=Sex.FEMALE),
            Person("kid", sex=Sex.FEMALE, parents=links),
        ),
        proband="kid",
    )
    writing = form.write((before,))
    (after,) = registry.read(writing.content).families
    name = renamed(writing).get(odd, odd)
    kid = after.by_id["kid"]
    assert (kid.father, kid.mother) == (name, "mo")
    assert name == odd or "loss.id_changed" in {loss.message_id for loss in writing.losses}


@formats
def test_ids_that_look_alike_never_become_one(form: FileFormat) -> None:
    ids = ("a b", "a_b", "a  b", "a\tb", "A_B")
    links = (ParentLink("mo", ParentKind.MOTHER), ParentLink("fa", ParentKind.FATHER))
    sisters = (Person(i, sex=Sex.FEMALE, parents=links) for i in ids)
    couple = (Person("mo", sex=Sex.FEMALE), Person("fa", sex=Sex.MALE))
    before = Family("f", persons=(*couple, *sisters), proband="a b")
    (after,) = registry.read(form.write((before,)).content).families
    assert len(after.persons) == len(ids) + 2


@formats
def test_families_whose_people_bear_the_same_ids_stay_apart(form: FileFormat) -> None:
    one = Family("x", persons=(Person("1", sex=Sex.MALE),), proband="1")
    other = Family("y", persons=(Person("1", sex=Sex.FEMALE),), proband="1")
    after = registry.read(form.write((one, other)).content).families
    assert [family.persons[0].sex for family in after] == [Sex.MALE, Sex.FEMALE]


@pytest.mark.parametrize(
    "form",
    [form for form in registry.FORMATS if form.says != EVERYTHING],  # the program's own
    ids=lambda form: form.name,
)
def test_a_placeholder_is_no_person_to_export(form: FileFormat) -> None:
    links = (ParentLink("nobody", ParentKind.FATHER),)
    kid = Person("kid", sex=Sex.FEMALE, parents=links)
    nobody = Person("nobody", sex=Sex.MALE, is_placeholder=True)
    before = Family("f", persons=(kid, nobody), proband="kid")
    (after,) = registry.read(form.write((before,)).content).families
    assert [person.id for person in after.persons] == ["kid"]
