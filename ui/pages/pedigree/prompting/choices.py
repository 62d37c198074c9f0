"""What can be answered: the quick chooser's lists, used most first, and what fits some letters."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from counselling.figures.naming import RLM, operation_name
from counselling.figures.terms_said import ANCESTRIES, OPERATIONS
from counselling.language.catalogue import FSI, PDI, Catalogue
from counselling.language.conditions import condition_name
from counselling.language.finding import plain
from counselling.language.marks import N_
from counselling.language.order import CollationKey
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import KNOWN_CONDITIONS, ParentKind
from ui.pages.pedigree.edits.genes import GENES
from ui.pages.pedigree.edits.illness import EXCLUDED, SUSPECTED
from ui.pages.pedigree.prompting import steps
from ui.pages.pedigree.prompting.prompts import Verb

if TYPE_CHECKING:
    from counselling.work.history.habits import Term

_JOINED: Final[Mapping[str, str]] = {
    steps.PARTNER: N_("shorthand.partner"),
    steps.TWIN: N_("fact.twin"),
    ParentKind.MOTHER: N_("parent.mother"),
    ParentKind.FATHER: N_("parent.father"),
    ParentKind.ADOPTIVE: N_("parent.adoptive"),
    ParentKind.FOSTER: N_("parent.foster"),
    ParentKind.STEP: N_("parent.step"),
    ParentKind.SOCIAL: N_("parent.social"),
    ParentKind.OVUM_DONOR: N_("parent.ovum_donor"),
    ParentKind.SPERM_DONOR: N_("parent.sperm_donor"),
    ParentKind.GESTATIONAL_CARRIER: N_("parent.gestational_carrier"),
    ParentKind.MITOCHONDRIAL_DONOR: N_("parent.mitochondrial_donor"),
}
# What "more" offers, by name: what has no letter of its own, and what letters are easily forgotten.
MORE: Final = (
    Verb.ANCESTRY, Verb.BIRTH, Verb.CARRIER, Verb.CHILDLESS, Verb.CONSULTAND, Verb.CONTACT,
    Verb.DEATH_DATE, Verb.DOCUMENTED, Verb.DONOR, Verb.DUE, Verb.EVALUATION, Verb.FAMILY_NAME,
    Verb.GROUP, Verb.HALF, Verb.JOIN, Verb.KARYOTYPE, Verb.LAST_PERIOD, Verb.NOTE, Verb.OPERATION,
    Verb.PLACEHOLDER, Verb.PRESYMPTOMATIC, Verb.PROBAND, Verb.PRONOUNS, Verb.RISK_FACTOR, Verb.SEX,
    Verb.STATUS_UNKNOWN, Verb.UNKNOWN_PARENTS, Verb.WEEKS,
)  # fmt: skip

_NO_ISOLATES: Final = dict.fromkeys(map(ord, (FSI, PDI, RLM)))


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be answered: the answer, its words, the key that gives it at once.

    also: other words for it, by which it is found too.
    """

    answer: str
    words: str
    key: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Uses:
    """How often things were chosen: in this family, and at this desk."""

    family: Mapping[str, int]
    desk: Mapping[str, int]

    def sorted(
        self, choices: Iterable[Choice], first: Sequence[str], words: Catalogue
    ) -> list[Choice]:
        """Put the most used first: of this family, then of the desk, then by the alphabet.

        first: what stands before the alphabet while nobody has chosen anything.
        """
        rank = {code: place for place, code in enumerate(first)}

        def order(each: Choice) -> tuple[int, int, int, CollationKey]:
            code = each.answer
            place = rank.get(code, len(rank))
            return (
                -self.family.get(code, 0),
                -self.desk.get(code, 0),
                place,
                words.collation_key(each.words),
            )

        return sorted(choices, key=order)


def conditions(
    family: Family, terms: "Iterable[Term]", desk: Mapping[str, int], words: Catalogue
) -> list[Choice]:
    """Conditions: those of this family, of the models, and those that notes can name."""
    used = Counter(d.condition for person in family.persons for d in person.diagnoses)
    also: dict[str, tuple[str, ...]] = dict.fromkeys((*used, *KNOWN_CONDITIONS), ())
    for term in terms:
        also[term.name] = (*also.get(term.name, ()), *term.also)
    found = (Choice(code, condition_name(code, words), "", also[code]) for code in also)
    return Uses(used, desk).sorted(found, KNOWN_CONDITIONS, words)


def genes(family: Family, desk: Mapping[str, int], words: Catalogue) -> list[Choice]:
    """Genes."""
    used = Counter(test.gene for person in family.persons for test in person.tests)
    found = (Choice(gene, gene) for gene in {**used, **dict.fromkeys(GENES)})
    return Uses(used, desk).sorted(found, GENES, words)


def operations(family: Family, desk: Mapping[str, int], words: Catalogue) -> list[Choice]:
    """Operations that lower a risk."""
    used = Counter(each.kind for person in family.persons for each in person.procedures)
    codes = {**used, **dict.fromkeys(OPERATIONS)}
    found = (Choice(code, operation_name(code, words)) for code in codes)
    return Uses(used, desk).sorted(found, tuple(OPERATIONS), words)


def ancestries(family: Family, words: Catalogue) -> list[Choice]:
    """Ancestries of this family, and those that the models know."""
    used = Counter(each for person in family.persons for each in person.ancestry)
    found = (
        Choice(code, words.say(ANCESTRIES[code]) if code in ANCESTRIES else code)
        for code in {**used, **dict.fromkeys(ANCESTRIES)}
    )
    return Uses(used, {}).sorted(found, (), words)


def ways_to_join(words: Catalogue) -> list[Choice]:
    """As what somebody who is there can be joined to a person."""
    return [Choice(code, words.say(said)) for code, said in _JOINED.items()]


def people(ids: Iterable[PersonId], named: Mapping[PersonId, str]) -> list[Choice]:
    """People by number and name."""
    return [Choice(each, named[each]) for each in ids]


def more(words: Catalogue) -> list[Choice]:
    """Everything that can be told and is told seldom, by the alphabet."""
    found = (Choice(verb, words.say(f"fact.{verb}")) for verb in MORE)
    return sorted(found, key=lambda each: words.collation_key(each.words))


def fitting(known: Sequence[Choice], typed: str, *, is_open: bool) -> tuple[Choice, ...]:
    """Those with a word that begins with these letters, then those known by another word.

    is_open: what was typed stands last, as it is.
    """
    sought = plain(typed.strip())
    found = [each for each in known if _begins(each.words, sought)]
    if sought:
        found += [
            each
            for each in known
            if each not in found and any(_begins(word, sought) for word in each.also)
        ]
    is_known = any(sought == plain(each.words) for each in found)
    if is_open and sought and not is_known:
        found.append(Choice(typed.strip(), f"“{typed.strip()}”"))
    return tuple(found)


def signed(known: Sequence[Choice], typed: str, words: Catalogue) -> tuple[Choice, ...]:
    """Conditions; behind ? those that somebody may have, behind - those that she has not had."""
    said = {SUSPECTED: N_("pedigree.suspected"), EXCLUDED: N_("pedigree.excluded")}
    sign = typed.strip()[:1]
    if sign not in said:
        return fitting(known, typed, is_open=True)
    return tuple(
        Choice(sign + each.answer, words.say(said[sign], condition=each.words.strip("“”")))
        for each in fitting(known, typed.strip()[1:], is_open=True)
    )


def _begins(words: str, sought: str) -> bool:
    text = plain(words.translate(_NO_ISOLATES))
    return text.startswith(sought) or any(word.startswith(sought) for word in text.split())
