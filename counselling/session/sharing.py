"""The consent to data sharing and research: what the letter of that name and the form both say.

One question a use, and no answer is a no. The uses follow GA4GH's Machine Readable Consent Guidance
(2020) and the 1+MG list of what a consent for the European genome infrastructure covers; words are
our own.
"""

from collections.abc import Iterator
from typing import Final

from counselling.language.marks import N_
from counselling.session.consent_form import INTERPRETER, Fill, Form

ASKED: Final = {
    "registry": (
        N_("letters.sharing.registry"),
        N_("letters.sharing.registry.text"),
        N_("letters.sharing.registry.question"),
    ),
    "variant": (
        N_("letters.sharing.variant"),
        N_("letters.sharing.variant.text"),
        N_("letters.sharing.variant.question"),
    ),
    "repository": (
        N_("letters.sharing.repository"),
        N_("letters.sharing.repository.text"),
        N_("letters.sharing.repository.question"),
    ),
    "commercial": (
        N_("letters.sharing.commercial"),
        N_("letters.sharing.commercial.text"),
        N_("letters.sharing.commercial.question"),
    ),
    "abroad": (
        N_("letters.sharing.abroad"),
        N_("letters.sharing.abroad.text"),
        N_("letters.sharing.abroad.question"),
    ),
    "recontact": (
        N_("letters.sharing.recontact"),
        N_("letters.sharing.recontact.text"),
        N_("letters.sharing.recontact.question"),
    ),
    "recontact_results": (
        N_("letters.sharing.recontact_results"),
        N_("letters.sharing.recontact_results.text"),
        N_("letters.sharing.recontact_results.question"),
    ),
    "findings": (
        N_("letters.sharing.findings"),
        N_("letters.sharing.findings.text"),
        N_("letters.sharing.findings.question"),
    ),
    "biobank": (
        N_("letters.sharing.biobank"),
        N_("letters.sharing.biobank.text"),
        N_("letters.sharing.biobank.question"),
    ),
    "ai": (
        N_("letters.sharing.ai"),
        N_("letters.sharing.ai.text"),
        N_("letters.sharing.ai.question"),
    ),
}
TOLD: Final = {
    "who": (N_("letters.sharing.who"), N_("letters.sharing.who.text")),
    "keeping": (N_("letters.sharing.keeping"), N_("letters.sharing.keeping.text")),
    "safeguards": (N_("letters.sharing.safeguards"), N_("letters.sharing.safeguards.text")),
    "risks": (N_("letters.sharing.risks"), N_("letters.sharing.risks.text")),
    "benefits": (N_("letters.sharing.benefits"), N_("letters.sharing.benefits.text")),
    "withdrawal": (N_("letters.sharing.withdrawal"), N_("letters.sharing.withdrawal.text")),
    "statements": (N_("letters.sharing.statements"), N_("letters.sharing.statements.text")),
}
MAIN: Final = (N_("letters.sharing.main"), N_("letters.sharing.main.text"))
TITLE: Final = N_("letters.sharing.title")
VERSION: Final = "2026.3"
KIND_ID: Final = "data_sharing"
_SIGNED: Final = "statements"  # what the signature stands for


def _paragraphs() -> Iterator[str]:
    yield from MAIN
    for title, text, _ in ASKED.values():
        yield from (title, text)
    for section, told in TOLD.items():
        if section != _SIGNED:
            yield from told


def _headings() -> Iterator[str]:
    yield from (told[0] for told in (MAIN, *ASKED.values(), *TOLD.values()))


def sharing(clinic: str) -> Form:
    """Return the form. clinic: whose name it is, who is usually responsible for the data."""
    return Form(
        id=KIND_ID,
        version=VERSION,
        title=TITLE,
        paragraphs=tuple(_paragraphs()),
        questions=tuple((f"share_{use}", question) for use, (*_, question) in ASKED.items()),
        declaration=TOLD[_SIGNED][1],
        headings=frozenset(_headings()),
        fields={"address": "formal", "gender": "unknown", "reader": "patient"},
        to_fill=(
            Fill("controller", N_("letters.blank.controller"), is_needed=True, usual=clinic),
            Fill("officer", N_("letters.blank.officer"), is_needed=True),
            Fill("storage", N_("letters.blank.storage")),
            Fill(INTERPRETER, N_("letters.blank.interpreter")),
        ),
        starts_with_no=True,
    )
