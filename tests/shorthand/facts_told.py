"""Says what a reading changed in a family, as short strings that tests can compare."""

from collections.abc import Iterator

from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Person
from counselling.pedigree.terms import Sex
from counselling.shorthand.lexicon import Lexicon
from counselling.shorthand.reading import Reading
from counselling.shorthand.registry import lexicon

_RESULTS = {"positive": "pos", "negative": "neg", "uncertain": "vus"}
_LOSSES = {
    "ongoing": "P", "stillbirth": "SB", "spontaneous_abortion": "SAB", "termination": "TOP",
    "ectopic": "ECT",
}  # fmt: skip
_PROCEDURES = {"salpingo_oophorectomy": "rrso"}
_ZYGOSITY = {"monozygotic": "mz", "dizygotic": "dz", "unknown": "unknown"}


def patient(sex: Sex = Sex.FEMALE) -> Family:
    return Family("typed", persons=(Person("consultand", sex=sex),), consultand="consultand")


def facts(before: Family, reading: Reading, language: str) -> frozenset[str]:
    """Everything that the reading added or changed, placeholders that stayed so left out."""
    words = lexicon(language)
    told = set()
    for person in reading.family.persons:
        old = before.by_id.get(person.id)
        known = set(_person(old, words, before)) if old else set()
        is_ghost = person.is_placeholder
        if old is None and not is_ghost and person.id not in _ALWAYS and not person.pregnancy:
            told.add(_added(person, before, reading))
        told |= set(_person(person, words, reading.family)) - known
    told |= {f"remove {p.id}" for p in before.persons if p.id not in reading.family.by_id}
    told |= set(_couples(before, reading.family))
    for echo in reading.echoes:
        name = echo.message_id.removeprefix("shorthand.echo.")
        if name in ("well", "alive", "unaffected"):
            told.add(f"set {echo.persons[0]} {name}")
    return frozenset(told)


_ALWAYS = {"mother", "father", "mgm", "mgf", "pgm", "pgf", "mgm-mother", "mgm-father",
           "pgm-mother", "pgm-father", "mgf-mother", "mgf-father"}  # fmt: skip


def _added(person: Person, before: Family, reading: Reading) -> str:
    if person.parents:
        how = "child-of " + " ".join(link.parent for link in person.parents)
    else:
        partner = next(
            (x for p in reading.family.unions_of(person.id) for x in p.partners if x != person.id),
            "nobody",
        )
        how = f"partner-of {partner}"
    return f"add {person.id} {person.sex.value[0]} {how}"


def _age(age: Age | None) -> str:
    if age is None:
        return "?"
    return f"{age.low_years:.0f}" if age.is_exact else f"{age.low_years:.0f}-{age.high_years:.0f}"


def _person(person: Person, words: Lexicon, family: Family) -> Iterator[str]:
    names = {term: s.id for s, term in words.spelled.items() if s.category == "condition"}
    names |= {code: key for key, code in words.codes.items() if key != "breast-tn"}
    for d in person.diagnoses:
        side = [d.laterality.value] if d.laterality else []
        marks = [f"{m.name}{'+' if m.status.value == 'positive' else '-'}" for m in d.markers]
        marks = ["TN"] if marks == ["ER-", "PR-", "HER2-"] else marks
        what = names.get(d.condition, d.condition)
        yield " ".join(("condition", person.id, what, f"@{_age(d.age)}", *side, *marks))
    if person.is_deceased:
        yield f"set {person.id} dead {_age(person.age)}"
    elif person.age:
        yield f"set {person.id} age {_age(person.age)}"
    if person.cause_of_death:
        yield f"set {person.id} cause {names.get(person.cause_of_death, person.cause_of_death)}"
    if person.name:
        yield f"set {person.id} name {person.name}"
    if person.birth:
        yield f"set {person.id} born {person.birth.year}"
    if person.ancestry:
        yield f"set {person.id} ancestry {' '.join(person.ancestry)}"
    if person.id == "consultand":
        yield f"set {person.id} sex {person.sex.value[0]}"
    if person.is_adopted:
        yield f"set {person.id} adopted{' out' if person.adoption else ''}"
    if person.death:
        yield f"set {person.id} died {person.death.year}"
    for test in person.tests:
        variant = f" {test.variant}" if test.variant else ""
        yield f"test {person.id} {test.gene} {_RESULTS[test.result.value]}{variant}"
    for p in person.procedures:
        yield f"procedure {person.id} {_PROCEDURES.get(p.kind, p.kind)} @{_age(p.age)}"
    for note in person.note.split("; "):
        if note and not person.pregnancy:
            yield f"note {person.id} {note}"
    yield from _losses(person, family)


def _losses(person: Person, family: Family) -> Iterator[str]:
    stem = f"{person.id}-"
    lost = [p for p in family.persons if p.pregnancy and p.id.startswith(stem)]
    for outcome, week in {(p.pregnancy, p.gestation_weeks) for p in lost}:
        assert outcome is not None
        count = sum((p.pregnancy, p.gestation_weeks) == (outcome, week) for p in lost)
        weeks = f" ({week} weeks)" if week else ""
        yield f"loss {person.id} {_LOSSES[outcome.value]} x{count}{weeks}"


def _couples(before: Family, after: Family) -> Iterator[str]:
    old = set(before.partnerships)
    for couple in after.partnerships:
        if couple in old:
            continue
        pair = "+".join(couple.partners)
        if couple.is_consanguineous:
            yield " ".join(("pair", pair, "related", couple.relationship)).strip()
        if couple.status.value != "together":
            yield f"pair {pair} {couple.status.value}"
    for twins in after.twins:
        if twins not in before.twins:
            yield f"twins {'+'.join(twins.members)} {_ZYGOSITY[twins.zygosity.value]}"
