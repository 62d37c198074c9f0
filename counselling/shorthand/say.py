"""Says an echo or a question in full words of any language of the program."""

from counselling.language.catalogue import Catalogue
from counselling.language.conditions import condition_name
from counselling.language.kin import LABEL
from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.kinship import relation
from counselling.pedigree.person import Age, PersonId
from counselling.pedigree.terms import ParentKind
from counselling.shorthand.reading import Echo, Question, Told

_BY_THE_WAY = (
    "granddaughter", "grandson", "grandchild", "great_aunt", "great_uncle", "grandparents_sibling",
)  # fmt: skip
_END_OF_LIFE = 125
DETAIL = "with_"  # fields of an echo that are said behind it
_GIVING = (ParentKind.GESTATIONAL_CARRIER, ParentKind.MITOCHONDRIAL_DONOR)
_BY_BIRTH = (ParentKind.MOTHER, ParentKind.FATHER)


def say_echo(echo: Echo, family: Family, words: Catalogue) -> str:
    """Say what a clause was read as. family: the one after the reading."""
    fields: dict[str, object] = {
        name: _told(value, words) for name, value in echo.fields if not name.startswith(DETAIL)
    }
    if "condition" in fields:
        fields["condition"] = _condition(str(dict(echo.fields)["condition"]), words)
    if echo.persons:
        fields["person"] = label(family, echo.persons[0], words)
    if len(echo.persons) > 1:
        fields["other"] = label(family, echo.persons[1], words)
    said = words.say(echo.message_id, **fields)
    details = _details(echo, words)
    if not details:
        return said
    return words.say(N_("shorthand.details"), said=said, details=words.listed(details))


def _details(echo: Echo, words: Catalogue) -> list[str]:
    """What was told with the fact: side, markers, source, year; each in words."""
    found = []
    for name, value in echo.fields:
        if name.startswith(DETAIL):
            kind = name.removeprefix(DETAIL)
            is_text = kind in ("words", "year")
            found.append(
                str(value) if is_text else words.say(f"shorthand.detail.{kind}", told=value)
            )
    return found


def say_question(question: Question, words: Catalogue) -> str:
    """Say what must be asked, without the choices."""
    return words.say(question.message_id, **dict(question.fields))


def label(family: Family, who: PersonId, words: Catalogue) -> str:
    """Name a person by her relation to the consultand, numbered where several share the words."""
    focus = family.focus
    if focus is None or who not in family.by_id:
        return who
    mine = _label(family, focus, who, words)
    same = [p.id for p in family.persons if _key(family, focus, p.id) == _key(family, focus, who)]
    if who == focus or len(same) < 2 or _giver(family, focus, who, words):
        return mine
    return words.say(N_("shorthand.numbered"), person=mine, number=same.index(who) + 1)


def _key(family: Family, focus: PersonId, who: PersonId) -> tuple[str, PersonId]:
    near = _nearest(family, focus, who)
    return (_relation(family, near, who), near)


def _label(family: Family, focus: PersonId, who: PersonId, words: Catalogue) -> str:
    if who == focus:
        return words.say(N_("shorthand.consultand"))
    if social := _social(family, focus, who, words):
        return social
    if giver := _giver(family, focus, who, words):
        return giver
    near = _nearest(family, focus, who)
    step = _relation(family, near, who)
    said = words.say(N_("shorthand.partner"))
    if step != "partner":
        said = words.say(f"kin.{step}.{LABEL}")
    if near == focus:
        return said
    return words.say(N_("shorthand.path"), person=_label(family, focus, near, words), step=said)


def _social(family: Family, focus: PersonId, who: PersonId, words: Catalogue) -> str:
    """Name a parent, child or sibling of the consultand who is none by birth; else ""."""
    if _relation(family, focus, who) != "relative":
        return ""
    mine = {link.parent: link.kind for link in family.person(focus).parents}
    theirs = {link.parent: link.kind for link in family.person(who).parents}
    sex = family.person(who).sex.value
    if who in mine and mine[who] not in _BY_BIRTH:
        return words.say(N_("shorthand.social_parent"), kind=f"{mine[who].value}_{sex}")
    if focus in theirs and theirs[focus] not in _BY_BIRTH:
        return words.say(N_("shorthand.social_child"), kind=f"{theirs[focus].value}_{sex}")
    shared = [kind for parent, kind in theirs.items() if parent in mine]
    if shared and all(kind not in _BY_BIRTH for kind in shared):
        return words.say(N_("shorthand.social_sibling"), kind=f"{shared[0].value}_{sex}")
    return ""


def _giver(family: Family, focus: PersonId, who: PersonId, words: Catalogue) -> str:
    """Name who carried a child or gave mitochondria by that child; "" for anybody else."""
    for child in family.persons:
        for link in child.parents:
            if link.parent == who and link.kind in _GIVING and child.id != who:
                step = words.say(N_("shorthand.giver"), kind=link.kind.value)
                near = _label(family, focus, child.id, words)
                return words.say(N_("shorthand.path"), person=near, step=step)
    return ""


def _relation(family: Family, person: PersonId, relative: PersonId) -> str:
    """Like pedigree.kinship.relation, with partners.

    Through whom somebody is a grandchild or a great-aunt is said here, step by step.
    """
    couples = (union.partners for union in family.unions_of(person))
    if any(relative in partners for partners in couples) and relative != person:
        return "partner"
    key = relation(family, person, relative).key
    return "relative" if key.endswith(_BY_THE_WAY) else key


def _nearest(family: Family, focus: PersonId, who: PersonId) -> PersonId:
    """Whom a person is named by: the consultand, else the next relative on the way to a name.

    The nearest who has a name of hers is looked for around the person, ring by ring; who stands
    first on the way to her is answered, so that "Mother › Sister › Partner" is said in full.
    """
    if _has_name(family, focus, who):
        return focus
    ways = {near: near for near in _around(family, who)}
    ring = list(ways)
    while ring:
        for near in ring:
            if _has_name(family, focus, near):
                return ways[near]
        further = [(one, near) for near in ring for one in _around(family, near)]
        ring = []
        for one, near in further:
            if one != who and one not in ways:
                ways[one] = ways[near]
                ring.append(one)
    return focus


def _has_name(family: Family, focus: PersonId, who: PersonId) -> bool:
    return who == focus or _relation(family, focus, who) != "relative"


def _around(family: Family, who: PersonId) -> list[PersonId]:
    person = family.person(who)
    partners = (p for union in family.unions_of(who) for p in union.partners)
    around = (*person.genetic_parents, *family.siblings_of(who), *partners)
    children = family.children_of(who)
    return [near for near in (*around, *children) if near in family.by_id and near != who]


def _told(value: Told, words: Catalogue) -> object:
    return _age(value, words) if isinstance(value, Age) else value


def _condition(condition: str, words: Catalogue) -> str:
    """In full words where the program knows the condition, as it was written otherwise."""
    message = f"shorthand.condition.{condition}"
    return words.say(message) if words.has(message) else condition_name(condition, words)


def _age(age: Age, words: Catalogue) -> str:
    low = words.number(int(age.low_years))
    if age.is_exact:
        return low
    if age.high_years >= _END_OF_LIFE:
        return words.say(N_("shorthand.age_from"), low=low)
    return words.say(N_("age.range"), low=low, high=words.number(int(age.high_years)))
