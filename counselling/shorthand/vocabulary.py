"""Makes the words of a language from its data file, kin.toml and a clinic's own terms."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias, cast

from counselling.errors import ShorthandError
from counselling.pedigree.terms import Sex
from counselling.shorthand.lexicon import Lexicon, Relation, Sense, indexed, normal

Raw: TypeAlias = Mapping[str, Mapping[str, Sequence[str]]]
Spelling: TypeAlias = tuple[str, Sense]

_SEXES: Final = {"f": Sex.FEMALE, "m": Sex.MALE, "u": Sex.UNKNOWN}
# Sections of a language's file whose keys are ids of their own kind.
_SECTIONS: Final = (
    "condition",
    "subtype",
    "ailment",
    "loss",
    "procedure",
    "marker",
    "gene",
    "source",
    "examination",
)
_CATEGORY: Final = {"ailment": "condition", "subtype": "condition"}
# Sections that are lists of terms, each its own id, as it is kept in the family.
_LISTS: Final = ("pathology", "ancestry")
# A clinic may add terms here, and decide what is ambiguous in its language.
CLINIC_SECTIONS: Final = ("relation", *_SECTIONS, *_LISTS, "word")
# Lists of words that stand in a lexicon as they are, in the order of its last fields.
_PATTERNS: Final = (
    "carrier", "none", "none-apart", "reported", "next", "in-whom", "elder", "younger", "having",
    "pointing", "closing",
)  # fmt: skip
# A slip must never make or take away one of these.
_CRITICAL: Final = frozenset(
    (
        "side-mat", "side-pat", "whole-mat", "whole-pat", "pos", "neg", "vus", "pathogenic",
        "no", "her", "his", "unaffected", "untested", "former", "dead", "adopted-in",
        "adopted-out", "maybe", "excluded", "step", "foster", "adoptive", "donor",
    )
)  # fmt: skip
# Words that stand in terms of that kind and turn nothing by themselves: "no cancer", "mum's side".
_FREE: Final = ("relation", "circles")


def compile_lexicon(
    language: str, kin: str, words: str, *, names: str, clinic: str = ""
) -> Lexicon:
    """Read the TOML texts.

    names: the words of the language whose first terms stand in families, whatever language typed
    them. clinic: a clinic's own terms in the same sections, read last. Raises ShorthandError(
    "shorthand.terms_unreadable" | "shorthand.terms_unknown" | "shorthand.terms_conflict").
    """
    shared, raw = tomllib.loads(kin), tomllib.loads(words)
    own = _clinic(clinic, raw, shared) if clinic else {}
    terms = tuple(_terms(raw, shared))
    phrases = _phrases(terms)
    _declare_ambiguous(phrases, raw)
    added = tuple(_terms(own, shared)) if own else ()
    _add_clinic(phrases, added)
    spelled: dict[Sense, str] = {}
    for term, sense in (*terms, *added):
        spelled.setdefault(sense, term)
    compounds = {normal(k): tuple(v.split()) for k, v in raw.get("compound", {}).items()}
    single = {word for phrase in phrases for word in phrase.split()}
    return Lexicon(
        language,
        phrases,
        _options(raw),
        compounds,
        frozenset(normal(name) for name in raw["name"]["given"]),
        {key: _relation(key, spec) for key, spec in shared["relation"].items()},
        shared["code"],
        {key: _SEXES[letter] for key, letter in shared["only"].items()},
        {gene: tuple(genes) for gene, genes in shared["genes"]["panel"].items()},
        _groups(shared, raw, own),
        spelled,
        _longest(phrases),
        frozenset(single),
        _critical(phrases),
        indexed(word for word in (*single, *compounds) if word.isalpha() and len(word) > 1),
        raw["pattern"]["owned"][0],
        {normal(t): t for part in (raw, own) for t in _values(part.get("subtype", {}))},
        frozenset(normal(term) for term in raw["pattern"]["alone"]),
        _names(raw if names == words else tomllib.loads(names)),
        frozenset(normal(term) for term in raw["pattern"]["leading"]),
        *(_set(raw["pattern"][key]) for key in _PATTERNS),
    )


def _set(terms: Sequence[str]) -> frozenset[str]:
    return frozenset(normal(term) for term in terms)


def _names(raw: Raw) -> dict[str, str]:
    """What each condition is written as into a family."""
    told = {**raw["condition"], **raw["ailment"]}
    return {condition: terms[0] for condition, terms in told.items()}


def _phrases(terms: Sequence[Spelling]) -> dict[str, tuple[Sense, ...]]:
    found: dict[str, tuple[Sense, ...]] = {}
    for term, sense in terms:
        key = normal(term)
        known = found.get(key, ())
        found[key] = known if sense in known else (*known, sense)
    return found


def _declare_ambiguous(phrases: dict[str, tuple[Sense, ...]], raw: Raw) -> None:
    """Words of the table, and an organ by itself, are asked about; never read."""
    for term in raw["ambiguous"]:
        phrases[normal(term)] = (Sense("ambiguous", normal(term)),)
    for terms in raw["site"].values():
        for term in terms:
            phrases.setdefault(normal(term), (Sense("ambiguous", normal(term)),))


def _options(raw: Raw) -> dict[str, tuple[str, ...]]:
    options = {
        normal(term): (raw["condition"][key][0],)
        for key, terms in raw["site"].items()
        for term in terms
    }
    return options | {normal(term): tuple(told) for term, told in raw["ambiguous"].items()}


def _groups(shared: Raw, raw: Raw, own: Raw) -> dict[str, frozenset[str]]:
    groups = {
        key: frozenset(cast(Sequence[str], shared[key]))
        for key in ("cause_only", "often_cause", "benign", "adult", "counted")
    }
    ailments = frozenset((*raw["ailment"], *own.get("ailment", ())))
    return groups | {"benign": groups["benign"] | ailments}


def _values(section: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for terms in section.values():
        yield from terms


def _longest(phrases: Mapping[str, object]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for phrase in phrases:
        parts = phrase.split()
        longest[parts[0]] = max(longest.get(parts[0], 1), len(parts))
    return longest


def _critical(phrases: Mapping[str, tuple[Sense, ...]]) -> frozenset[str]:
    return frozenset(
        word
        for phrase, senses in phrases.items()
        if any(s.category in _CRITICAL or s.id.startswith("half") for s in senses)
        for word in phrase.split()
        if not any(s.category in _FREE for s in phrases.get(word, ()))
    )


# --- terms


def _terms(raw: Raw, shared: Raw) -> Iterator[Spelling]:
    for key, forms in raw.get("relation", {}).items():
        one_and_many = cast(Sequence[Sequence[str]], forms)
        for is_plural, told in zip((False, True), one_and_many, strict=False):
            yield from ((term, Sense("relation", key, is_plural)) for term in told)
    for key, terms in raw.get("genitive", {}).items():
        for term in terms:
            yield term, Sense("relation", key)
            yield term, Sense("genitive", key)
    for section in _SECTIONS:
        category = _CATEGORY.get(section, section)
        for key, terms in raw.get(section, {}).items():
            yield from ((term, Sense(category, key)) for term in terms)
    for section in _LISTS:
        for terms in raw.get(section, {}).values():
            yield from ((term, Sense(section, term)) for term in terms)
    for key, terms in raw.get("word", {}).items():
        yield from ((term, Sense(key, key)) for term in terms)
    yield from _sites(raw)
    if "number" in raw:
        yield from _numbers(raw["number"])
        for gene in (*shared["genes"]["known"], *shared["genes"]["panel"]):
            yield gene, Sense("gene", gene)


def _sites(raw: Raw) -> Iterator[Spelling]:
    """An organ with a word for cancer, in every way in which a language joins the two."""
    for key, sites in raw.get("site", {}).items():
        for pattern in raw["pattern"]["cancer"]:
            yield from ((pattern.format(site=site), Sense("condition", key)) for site in sites)


def _numbers(raw: Mapping[str, Sequence[str]]) -> Iterator[Spelling]:
    order = cast(str, raw["order"])
    named = [*raw["units"], *raw["teens"]]
    for value, word in enumerate(named, start=1):
        yield word, Sense("figure", str(value))
    for ten, word in enumerate(raw["tens"], start=2):
        yield word, Sense("figure", str(10 * ten))
        for unit, small in enumerate(raw["units"], start=1):
            yield order.format(ten=word, unit=small), Sense("figure", str(10 * ten + unit))
    for key in ("decades", "decades-too"):
        for ten, word in enumerate(raw.get(key, ()), start=2):
            yield word, Sense("decade", f"{10 * ten}s")


def _relation(key: str, spec: Mapping[str, object]) -> Relation:
    paths = spec.get("pair") or [spec["path"]]
    assert isinstance(paths, list)
    letter = str(spec.get("sex", "u"))
    return Relation(
        key,
        tuple(tuple(p) for p in paths),
        bool(spec.get("one")),
        _SEXES[letter],
        str(spec.get("of", "")),
    )


# --- a clinic's own terms


def _clinic(text: str, raw: Raw, shared: Raw) -> Raw:
    """The clinic's sections; relations and closed words must be known, conditions may be new."""
    try:
        own = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ShorthandError("shorthand.terms_unreadable", why=str(error)) from error
    for section, keys in own.items():
        if section not in CLINIC_SECTIONS or not isinstance(keys, dict):
            raise ShorthandError("shorthand.terms_unknown", place=section)
        for key, terms in keys.items():
            is_list = isinstance(terms, list) and all(_is_term(term) for term in terms)
            is_known = section in ("condition", "ailment", *_LISTS) or key in raw[section]
            if section == "relation":
                is_known = key in shared["relation"]
            if not (is_list and is_known and terms):
                raise ShorthandError("shorthand.terms_unknown", place=f"{section}.{key}")
    relations = {key: [terms] for key, terms in own.get("relation", {}).items()}
    return {**own, "relation": cast(Mapping[str, Sequence[str]], relations)}


def _is_term(term: object) -> bool:
    return isinstance(term, str) and bool(normal(term).strip()) and len(term) < 80


def _add_clinic(phrases: dict[str, tuple[Sense, ...]], added: Sequence[Spelling]) -> None:
    """Add terms; a word that means something else already is refused by name.

    What the language only asks about may be decided here: that is what such a file is for.
    """
    chosen: dict[str, Sense] = {}
    for term, sense in added:
        key = normal(term)
        known = chosen.get(key) or next(
            (s for s in phrases.get(key, ()) if s.category != "ambiguous"), None
        )
        if known is not None and (known.category, known.id) != (sense.category, sense.id):
            raise ShorthandError("shorthand.terms_conflict", term=term, known=known.id)
        chosen[key] = sense
        phrases[key] = (sense,)
