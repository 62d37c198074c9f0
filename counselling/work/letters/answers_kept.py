"""Use case: how what somebody agreed to was said, for a letter that repeats it.

A form that she has signed is written again as the copy of it: every answer ticked, where the words
that she signed name the same test, or the same who answers for the data. Else its statements are
asked anew.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from counselling.letters.facts import Answered
from counselling.letters.kinds import data_sharing, pretest_consent, session_consent
from counselling.letters.registry import find
from counselling.pedigree.person import PersonId
from counselling.records.papers import documents
from counselling.records.papers.consents import HERS, Recorded
from counselling.records.papers.documents import Document
from counselling.records.vault.acts import FamilyId
from counselling.records.vault.vault import Vault
from counselling.session.telehealth import TELEHEALTH
from counselling.work.consents.consent_evidence import KIND

_FORMS: Final[Mapping[str, str]] = {
    pretest_consent.TEMPLATE.kind: pretest_consent.TEMPLATE.kind,
    data_sharing.TEMPLATE.kind: data_sharing.TEMPLATE.kind,
    session_consent.TEMPLATE.kind: TELEHEALTH.id,
}  # the form on her page that says what a letter says
_HERS: Final = frozenset(HERS)


@dataclass(frozen=True)
class Kept:
    """recorded: what counts now, by the names of the records. signed: what was signed to exactly
    the words of the letter that is written.
    """

    recorded: Mapping[str, Answered] = field(default_factory=dict)
    signed: frozenset[str] = frozenset()


def kept_answers(
    vault: Vault,
    family: FamilyId,
    person: PersonId,
    words: Sequence[Recorded],
    *,
    kind: str,
    filled: Mapping[str, str],
) -> Kept:
    """Return how a person's answers were given. words: of her family, the oldest first.

    kind: of the letter; filled: its blanks. What she signed is written down as a view where the
    letter is its copy. Raises as `documents.fetch`.
    """
    papers = [
        one
        for one in documents.listing(vault, family)
        if one.kind == KIND and one.person in ("", person)
    ]
    recorded = {one.id: one for one in _standing(words, person, papers)}
    paper = _copied(papers, kind)
    if paper is None:
        return Kept(recorded)
    told = json.loads(documents.fetch(vault, paper.id))
    own = told.get("filled", {})  # what she wrote into the text's lines
    if not _is_of(" ".join((told["words"], *own.values())), kind, filled):
        return Kept(recorded)
    signed = {one.id: one for one in _elements(told, paper)}
    for name, answer in signed.items():  # a later word counts more than what was signed
        if recorded.get(name, answer).evidence == paper.sha256:
            recorded[name] = replace(answer, at=recorded.get(name, answer).at)
    same = (name for name, answer in recorded.items() if answer.evidence == paper.sha256)
    return Kept(recorded, frozenset(signed) & frozenset(same))


def _standing(
    words: Sequence[Recorded], person: PersonId, papers: Sequence[Document]
) -> Iterator[Answered]:
    """The last word of each scope: her own, else that of all of the family."""
    last: dict[str, Recorded] = {}
    for whose in ("", person):
        for one in words:
            if one.consent.person == whose and one.consent.scope in _HERS:
                last[one.consent.scope.value] = one
    for name, one in last.items():
        said = one.consent
        signed = (
            paper.sha256
            for paper in papers
            if paper.created_at == one.at and paper.template_version == said.text_version
        )  # what is signed is kept in one act with its words
        yield Answered(
            id=name,
            is_yes=said.is_given,
            level=said.level,
            version=said.text_version,
            explained_by=said.explained_by,
            has_interpreter=said.has_interpreter,
            interpreter=said.interpreter,
            medium=said.medium,
            evidence=next(signed, ""),
            at=one.at.isoformat(),
        )


def _copied(papers: Sequence[Document], kind: str) -> Document | None:
    """The newest that was signed to the form of a letter, in the version of today."""
    if kind not in _FORMS:
        return None
    version = f"{_FORMS[kind]} {find(kind).version}"
    return next((one for one in papers if one.template_version == version), None)


def _is_of(words: str, kind: str, filled: Mapping[str, str]) -> bool:
    """Whether words that were signed name what the letter's needed blanks do."""
    told = " ".join(words.split())
    needed = (blank.name for blank in find(kind).blanks if blank.is_needed)
    names = [" ".join(filled.get(name, "").split()) for name in needed]
    return all(name and name in told for name in names)


def _elements(told: Mapping[str, Any], paper: Document) -> Iterator[Answered]:
    """Every element of what was signed; some stand there alone and are no word of the records."""
    for one in told.get("elements", ()):
        yield Answered(
            id=str(one["id"]),
            is_yes=bool(one["is_yes"]),
            level=str(one["level"]),
            version=str(one["version"]),
            explained_by=str(told.get("explained_by", "")),
            has_interpreter=told.get("has_interpreter"),
            interpreter=str(told.get("interpreter", "")),
            medium="page" if "came" in told else "video",
            method=str(told["method"]),
            evidence=paper.sha256,
            at=paper.created_at.isoformat(),
        )
