"""Makes a family ready for a format: placeholders stay behind, and what it cannot say is told."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from counselling.errors import FormatError
from counselling.formats.facts import LOOKS, Fact
from counselling.formats.format import Loss, fields
from counselling.formats.rows import parent_or_none, plain_names
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.structure import without
from counselling.pedigree.terms import PregnancyOutcome


def ready(
    family: Family, says: Set[Fact], losses: list[Loss], *, born_only: bool = False
) -> Family:
    """Return the family as a format gets it; appends what the format cannot say.

    A placeholder (P17) is no person to export unless it holds others together; born_only leaves
    out pregnancies without children, for formats that would take them for living people.
    """
    losses += left_out(family, says)
    gone = set(loose_placeholders(family))
    if born_only:
        gone |= {p.id for p in family.persons if _is_unborn(p) and not _has_children(family, p.id)}
    return without(family, tuple(gone)) if gone else family


def left_out(family: Family, says: Set[Fact]) -> Iterator[Loss]:
    """Say by person and fact what is known and beyond a format."""
    if family.name not in ("", family.id) and Fact.FAMILY_NAME not in says:
        yield _loss(family.id, Fact.FAMILY_NAME)
    if family.id not in ("", "1") and Fact.FAMILY_ID not in says:
        yield _loss(family.id, Fact.FAMILY_ID)
    if family.notes and Fact.FAMILY_NOTES not in says:
        yield _loss(family.id, Fact.FAMILY_NOTES)
    if family.historian and Fact.HISTORIAN not in says:
        yield _loss(family.id, Fact.HISTORIAN)
    beyond = [(fact, look) for fact, look in LOOKS.items() if fact not in says]
    for person in family.persons:
        for fact, look in beyond:
            if look(family, person):
                yield _loss(person.id, fact)
        if person.is_status_unknown and person.diagnoses and Fact.STATUS_UNKNOWN in says:
            yield _loss(person.id, Fact.STATUS_UNKNOWN)  # affected, which is no longer unknown


def _loss(person: PersonId, fact: Fact) -> Loss:
    return Loss("loss.fact", fields=fields(person=person, fact=fact.value))


def fact_loss(person: PersonId, fact: Fact) -> Loss:
    """Say that one fact of one person is lost, where it depends on more than the kind of fact."""
    return _loss(person, fact)


def _is_unborn(person: Person) -> bool:
    return person.pregnancy is not None and person.pregnancy is not PregnancyOutcome.STILLBIRTH


def _has_children(family: Family, person_id: PersonId) -> bool:
    return any(link.parent == person_id for p in family.persons for link in p.parents)


def loose_placeholders(family: Family) -> Iterator[PersonId]:
    """Placeholders that join nobody to anybody: they are no people to export (P17)."""
    children: dict[PersonId, int] = {}
    for person in family.persons:
        for link in person.parents:
            children[link.parent] = children.get(link.parent, 0) + 1
    named = {family.proband, family.consultand}
    for person in family.persons:
        is_needed = person.parents or children.get(person.id, 0) > 1 or person.id in named
        if person.is_placeholder and not is_needed:
            yield person.id


def prepare(
    families: Sequence[Family],
    says: Set[Fact],
    losses: list[Loss],
    *,
    is_plain: Callable[[str], bool],
    born_only: bool = False,
) -> tuple[Family, ...]:
    """Return families as a format gets them, all ids in a shape that it can hold."""
    names = plain_names([family.id for family in families], losses, is_plain=is_plain)
    out = []
    for family in families:
        found = ready(family, says, losses, born_only=born_only)
        if not found.persons:
            raise FormatError("format.nobody_left", family=family.id)
        ids = plain_names([p.id for p in found.persons], losses, is_plain=is_plain)
        out.append(_renamed(found, names[family.id], ids))
    return tuple(out)


def is_word(word: str) -> bool:
    """Whether an id is read back as it is: no blank at its ends, no code for nobody."""
    return word == word.strip() and parent_or_none(word) is not None


def _renamed(family: Family, name: str, ids: Mapping[str, str]) -> Family:
    title = "" if family.name in ("", family.id) else family.name
    if name == family.id and all(old == new for old, new in ids.items()):
        return family
    return Family(
        name,
        title or name,
        tuple(
            replace(
                p,
                id=ids[p.id],
                parents=tuple(replace(link, parent=ids[link.parent]) for link in p.parents),
            )
            for p in family.persons
        ),
        tuple(
            replace(
                pair,
                partners=(ids[pair.partners[0]], ids[pair.partners[1]]),
                left_by=ids.get(pair.left_by or ""),
            )
            for pair in family.partnerships
        ),
        tuple(replace(t, members=tuple(ids[m] for m in t.members)) for t in family.twins),
        ids.get(family.proband or ""),
        ids.get(family.consultand or ""),
        answers=tuple(replace(a, person=ids[a.person]) for a in family.answers if a.person in ids),
        notes=family.notes,
        historian=family.historian,
    )
