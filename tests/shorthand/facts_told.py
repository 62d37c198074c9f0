"""Says what a reading changed in a family, as short strings that tests can compare."""

from collections.abc import Iterator

from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Diagnosis, Person
from counselling.pedigree.terms import Adoption, Sex
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
    return frozenset(told - _kept_as_notes(reading))


def _kept_as_notes(reading: Reading) -> set[str]:
    """Notes that say again what an echo says: the pedigree has no field for "alive and well"."""
    return {
        f"note {echo.persons[0]} {dict(echo.fields)['words']}"
        for echo in reading.echoes
        if echo.message_id.rpartition(".")[2] in ("well", "alive", "unaffected")
    }


_ALWAYS = {"mother", "father", "mgm", "mgf", "pgm", "pgf", "mgm-mother", "mgm-father",
           "pgm-mother", "pgm-father", "mgf-mother", "mgf-father"}  # fmt: skip


def _added(person: Person, before: Family, reading: Reading) -> str:
    if person.parents:
        kinds = {"step", "foster", "sperm_donor", "ovum_donor", "social"}
        how = "child-of " + " ".join(
            f"{link.kind.value}:{link.parent}" if link.kind.value in kinds else link.parent
            for link in person.parents
        )
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
    known = [s.id for s in words.spelled if s.category == "condition" and s.id != "breast-tn"]
    names = {words.name_of(key): key for key in known}
    for d in person.diagnoses:
        yield f"condition {person.id} {_diagnosis(d, names)}"
    for d in person.suspected:
        yield f"suspected {person.id} {_diagnosis(d, names)}"
    for condition in person.excluded:
        yield f"excluded {person.id} {names.get(condition, condition)}"
    if person.childlessness:
        why = f" ({person.childlessness_cause})" if person.childlessness_cause else ""
        yield f"set {person.id} childless {person.childlessness.value}{why}"
    for seen in person.evaluations:
        result = seen.result.value if seen.result else "?"
        yield f"examined {person.id} {seen.name} {result}"
    if person.count != 1:
        yield f"set {person.id} count {person.count}"
    for link in person.parents:
        is_donor = link.kind.value.endswith(("donor", "carrier"))
        is_raised = link.kind.value in ("step", "foster", "adoptive")
        if is_donor or (is_raised and person.id == "consultand"):
            yield f"set {person.id} {link.kind.value} {link.parent}"
    if person.is_deceased:
        yield f"set {person.id} dead {_age(person.age)}"
    elif person.age:
        yield f"set {person.id} age {_age(person.age)}"
    if person.cause_of_death:
        yield f"set {person.id} cause {names.get(person.cause_of_death, person.cause_of_death)}"
    if person.name:
        yield f"set {person.id} name {person.name}"
    if person.birth:
        birth = (person.birth.year, person.birth.month, person.birth.day)
        yield f"set {person.id} born {'-'.join(str(x) for x in birth if x)}"
    if person.ancestry:
        yield f"set {person.id} ancestry {' '.join(person.ancestry)}"
    if person.id == "consultand":
        yield f"set {person.id} sex {person.sex.value[0]}"
    if person.is_adopted:
        yield f"set {person.id} adopted{' out' if person.adoption is Adoption.OUT else ''}"
    yield from _traits(person, names)
    if person.death:
        yield f"set {person.id} died {person.death.year}"
    for test in person.tests:
        variant = f" {test.variant}" if test.variant else ""
        direct = " direct" if test.method.value == "direct" else ""
        yield f"test {person.id} {test.gene} {_RESULTS[test.result.value]}{variant}{direct}"
    for p in person.procedures:
        yield f"procedure {person.id} {_PROCEDURES.get(p.kind, p.kind)} @{_age(p.age)}"
    for note in person.note.split("; "):
        if note and not person.pregnancy:
            yield f"note {person.id} {note}"
    yield from _losses(person, family)


def _traits(person: Person, names: dict[str, str]) -> Iterator[str]:
    told = {
        "gender": person.gender, "assigned": person.assigned, "contact": person.contact,
    }  # fmt: skip
    yield from (f"set {person.id} {key} {value.value}" for key, value in told.items() if value)
    words = {"pronouns": person.pronouns, "karyotype": person.karyotype}
    yield from (f"set {person.id} {key} {value}" for key, value in words.items() if value)
    marks = {
        "documented": person.is_documented, "status-unknown": person.is_status_unknown,
        "unknown-parents": person.has_unknown_parents,
    }  # fmt: skip
    yield from (f"set {person.id} {key}" for key, value in marks.items() if value)
    yield from (f"carries {person.id} {names.get(x, x)}" for x in person.carries)
    yield from (f"presymptomatic {person.id} {names.get(x, x)}" for x in person.presymptomatic)


def _diagnosis(d: Diagnosis, names: dict[str, str]) -> str:
    side = [d.laterality.value] if d.laterality else []
    marks = [f"{m.name}{'+' if m.status.value == 'positive' else '-'}" for m in d.markers]
    marks = ["TN"] if marks == ["ER-", "PR-", "HER2-"] else marks
    report = [f"[{d.pathology}]"] if d.pathology else []
    source = [f"({d.source.value})"] if d.source else []
    what = names.get(d.condition, d.condition)
    return " ".join((what, f"@{_age(d.age)}", *side, *marks, *report, *source))


def _losses(person: Person, family: Family) -> Iterator[str]:
    stem = f"{person.id}-"
    lost = [p for p in family.persons if p.pregnancy and p.id.startswith(stem)]
    for outcome, week, sex in {(p.pregnancy, p.gestation_weeks, p.sex) for p in lost}:
        assert outcome is not None
        told = (outcome, week, sex)
        count = sum((p.pregnancy, p.gestation_weeks, p.sex) == told for p in lost)
        weeks = f" ({week} weeks)" if week else ""
        weeks += f" {sex.value}" if sex is not Sex.UNKNOWN else ""
        dates = {p.due for p in lost if p.due} | {p.last_period for p in lost if p.last_period}
        weeks += "".join(f" {d.year}-{d.month}-{d.day}" for d in dates)
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
        if couple.left_by:
            yield f"pair {pair} left by {couple.left_by}"
        if couple.childlessness:
            why = f" ({couple.childlessness_cause})" if couple.childlessness_cause else ""
            yield f"pair {pair} childless {couple.childlessness.value}{why}"
    for twins in after.twins:
        if twins not in before.twins:
            yield f"twins {'+'.join(twins.members)} {_ZYGOSITY[twins.zygosity.value]}"
