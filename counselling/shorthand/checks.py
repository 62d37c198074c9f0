"""What in a clause's facts cannot stand together or is not enough: asked before it is kept."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from counselling.shorthand.fact import Fact, FactKind
from counselling.shorthand.lexicon import Lexicon
from counselling.shorthand.reading import Question
from counselling.shorthand.scan import Setting

_ADULT_YEARS: Final = 15
_ILL: Final = (FactKind.CONDITION, FactKind.NEVER)
# Facts that a group of people can share without a word like "both".
_SHARED: Final = frozenset(
    (
        FactKind.WELL,
        FactKind.ALIVE,
        FactKind.UNAFFECTED,
        FactKind.TWIN,
        FactKind.RELATED,
        FactKind.PARTED,
        FactKind.ANCESTRY,
        FactKind.NEVER,
        FactKind.NOTE,
        FactKind.ASIDE,
        FactKind.TRAIT,
    )
)

_SIDES: Final = ("bilateral", "left", "right")
_RESULTS: Final = ("pos", "neg", "vus")
# Traits that are written down for a kind of fact; any other trait would be lost, and is asked.
_TRAITS: Final[Mapping[FactKind, tuple[str, ...]]] = {
    FactKind.CONDITION: (
        *_SIDES,
        "maybe",
        "second",
        "cause",
        "because",
        "vague",
        "TN",
        "assumed",
        "ahead",
    ),
    FactKind.DEAD: ("assumed", "vague"),
    FactKind.AGE: ("now", "vague", "assumed"),
    FactKind.GENE: (*_RESULTS, "before", "direct", "assumed"),
    FactKind.PROCEDURE: ("vague", "joined", "assumed"),
    FactKind.BORN: ("vague",),
    FactKind.ADOPTED: ("assumed",),
    FactKind.WELL: ("assumed",),
    FactKind.ALIVE: ("assumed",),
    FactKind.UNAFFECTED: ("assumed",),
    FactKind.LOSS: ("male", "female"),
    FactKind.EXAMINED: ("normal", "abnormal", "inconclusive", "vague"),
    FactKind.CHILDLESS: ("couple",),
    FactKind.PARTED: ("vague",),
}


def _marks(trait: str) -> bool:
    """Whether a trait is a tumour marker."""
    return trait[-1:] in ("+", "-")


# What can be said of a whole side of the family.
_OF_A_SIDE: Final = frozenset(
    (
        FactKind.SIDE_NOTE,
        FactKind.WELL,
        FactKind.UNAFFECTED,
        FactKind.NEVER,
        FactKind.NOTE,
        FactKind.ASIDE,
        FactKind.ANCESTRY,
    )
)


def doubts(
    facts: Sequence[Fact],
    setting: Setting,
    lexicon: Lexicon,
    *,
    is_each: bool,
    is_shared: bool = False,
) -> Iterator[Question]:
    """Questions about a clause, whoever it is about.

    is_each: "both" or the like was said. is_shared: of several people, each with an own age.
    """
    for fact in facts:
        yield from _alone(fact, lexicon, is_each=is_each, is_group=setting.is_group)
    yield from _together(facts, lexicon)
    yield from _times(facts, lexicon)
    yield from _twice(facts)
    if is_each and setting.is_group:  # "both br ca - 60 and 70": one age each, or both twice?
        yield from (_ask("each", f) for f in facts if f.has("second"))
    if any(fact.kind is FactKind.SIDE_NOTE for fact in facts):
        yield from (_ask("of_whom", f) for f in facts if f.kind not in _OF_A_SIDE)
    if is_each and not setting.is_group and facts:
        yield _ask("all_or_last", facts[0])
    if setting.is_group and not is_each:
        own = (FactKind.AGE, FactKind.DEAD) if is_shared else ()
        told = (f for f in facts if f.kind not in own and not f.is_own)
        yield from (_ask("each", f) for f in told if f.kind not in _SHARED or f.age)


def _ask(what: str, fact: Fact, choices: tuple[str, ...] = ()) -> Question:
    token = fact.token
    fields = (("words", token.text),)
    return Question(f"shorthand.ask.{what}", token.start, token.end, fields, choices)


def _alone(fact: Fact, lexicon: Lexicon, *, is_each: bool, is_group: bool) -> Iterator[Question]:
    results = [trait for trait in fact.traits if trait in _RESULTS]
    if fact.kind is FactKind.GENE and len(results) != 1:
        words = [lexicon.word_for(result, result) for result in ("pos", "neg", "vus")]
        choices = tuple(f"{fact.token.text} {word}" for word in words) if not results else ()
        yield _ask("result", fact, choices)
    is_plain = not (fact.age or fact.traits or fact.count or fact.pathology)
    if fact.kind is FactKind.NEVER and not is_plain:
        yield _ask("negated", fact)
    if any(trait not in _TRAITS.get(fact.kind, ()) for trait in fact.traits if not _marks(trait)):
        yield _ask("word", fact)
    sides = [trait for trait in fact.traits if trait in _SIDES]
    if len(sides) > 1:
        yield _ask("word", fact)
    if fact.kind is FactKind.BORN and fact.age is None:
        yield _ask("born", fact)
    if fact.count and fact.kind is FactKind.CONDITION:
        yield _ask("number", fact)
    if fact.kind is FactKind.NOTE and fact.what == "none" and is_group:
        yield _ask("each", fact)
    if fact.kind is FactKind.LOSS and not fact.count and _is_plural(fact, lexicon):
        typed = fact.token.text
        yield _ask("how_many", fact, tuple(f"{count} {typed}" for count in (2, 3, 4)))
    if fact.kind is FactKind.LOSS and fact.what == "P" and fact.count > 1:
        yield _ask("number", fact)
    if fact.kind is FactKind.LOSS and is_each:
        yield _ask("each", fact)
    if fact.kind is FactKind.LOSS and fact.weeks and fact.count > 1:
        yield _ask("number", fact)
    is_adult = fact.kind is FactKind.CONDITION and fact.what in lexicon.groups["adult"]
    if is_adult and fact.age and fact.age.age and fact.age.age.high_years < _ADULT_YEARS:
        yield _ask("number", fact)


def _is_plural(fact: Fact, lexicon: Lexicon) -> bool:
    """Whether the word for a loss is a shorter one with an ending: "SABs", "Fehlgeburten"."""
    norm, senses = fact.token.norm, fact.token.senses
    return any(lexicon.phrases.get(norm[:-ending]) == senses for ending in (1, 2))


def _together(facts: Sequence[Fact], lexicon: Lexicon) -> Iterator[Question]:
    dead = [fact for fact in facts if fact.kind is FactKind.DEAD]
    ages = [fact for fact in facts if fact.kind is FactKind.AGE]
    ill = [fact for fact in facts if fact.kind is FactKind.CONDITION]
    cancers = [fact for fact in ill if fact.what not in lexicon.groups["benign"]]
    for fact in facts:
        place = facts.index(fact)
        if fact.kind is FactKind.DEAD and (len(dead) > 1 or ages):
            yield _ask("dead_and_age", fact)
        if fact.kind in (FactKind.WELL, FactKind.ALIVE) and dead:
            yield _ask("dead_and_well", fact)
        if fact.kind is FactKind.WELL and any(facts.index(c) > place for c in cancers):
            yield _ask("well_and_ill", fact)
        if fact.kind is FactKind.UNAFFECTED and cancers:
            yield _ask("well_and_ill", fact)
        if fact.what == "untested" and any(f.kind is FactKind.GENE for f in facts):
            yield _ask("which_test", fact)
        if fact.kind is FactKind.AGE and len(ages) > 1:
            yield _ask("number", fact)
    for one, other in pairwise(facts):
        is_pair = one in cancers and other in ill and not one.has("cause")
        if is_pair and one.age is None and other.age and not other.is_after_comma:
            yield _ask("age_of_both", one)
    for one, other in pairwise(facts):
        is_open = one.kind is FactKind.DEAD and one.age is None and other.kind is FactKind.CONDITION
        if is_open and other.is_after_comma and other.age:
            yield _ask("number", other)  # "d, br ca 39": one comma less, and 39 is the age at death
    for fact in ill:
        if fact.what in lexicon.groups["cause_only"] and not dead:
            yield _ask("died_of", fact, (f"{lexicon.word_for('dead', 'dead')} {fact.token.text}",))
        following = facts[facts.index(fact) - 1] if facts.index(fact) else None
        if following and following.kind is FactKind.AGE and fact in cancers:
            yield from _bare_age(following, fact, lexicon)


def _bare_age(age: Fact, ill: Fact, lexicon: Lexicon) -> Iterator[Question]:
    """ "43 br ca": the age now, or the age at diagnosis?"""
    if ill.age is None and not age.has("now") and not ill.is_after_comma and not ill.has("maybe"):
        now, unknown = lexicon.word_for("now", "now"), lexicon.word_for("unknown", "unknown")
        words, number = ill.token.text, age.token.text
        yield Question(
            "shorthand.ask.age_before",
            age.token.start,
            ill.token.end,
            (("words", number),),
            (f"{words} {number}", f"{now} {number} {words} {unknown}"),
        )


def _times(facts: Sequence[Fact], lexicon: Lexicon) -> Iterator[Question]:
    """A diagnosis after death, or later than the age now."""
    last = next((f.age for f in facts if f.kind in (FactKind.DEAD, FactKind.AGE) and f.age), None)
    if last is None or last.age is None:
        return
    for fact in facts:
        if fact.kind not in (FactKind.CONDITION, FactKind.PROCEDURE) or fact.age is None:
            continue
        if fact.age.age and fact.age.age.low_years > last.age.high_years:
            yield _ask("too_late", fact)


def _twice(facts: Sequence[Fact]) -> Iterator[Question]:
    """One condition told twice in a clause is two primaries only when both ages are there."""
    seen: dict[str, Fact] = {}
    for fact in facts:
        if fact.kind not in _ILL or fact.has("maybe"):
            continue
        before = seen.get(fact.what)
        if (
            before is not None
            and (fact.age is None or before.age is None or before.kind != fact.kind)
        ) or (before is not None and before.age == fact.age):
            yield _ask("again", fact)
        seen[fact.what] = fact
    kinds = (FactKind.NAME, FactKind.BORN, FactKind.SEX, FactKind.ADOPTED)
    for kind in kinds:
        told = [fact for fact in facts if fact.kind is kind]
        yield from (_ask("word", fact) for fact in told[1:])
    genes: set[str] = set()
    for fact in facts:
        if fact.kind is FactKind.GENE:
            if fact.what in genes:
                yield _ask("result", fact)
            genes.add(fact.what)
