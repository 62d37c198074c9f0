"""Use case: what somebody answered about the uses of her data, as a FHIR Consent."""

from collections.abc import Sequence
from typing import Final

from counselling.letters.fhir_consent import Giving, fhir_consent
from counselling.letters.kinds.data_sharing import TEMPLATE
from counselling.pedigree.person import PersonId
from counselling.records.log import families
from counselling.records.papers import consents, documents
from counselling.records.papers.consents import SHARED, Recorded, answers_told
from counselling.records.papers.documents import Document
from counselling.records.vault.acts import Act, Action, FamilyId
from counselling.records.vault.vault import Vault
from counselling.work.consents.consent_evidence import KIND
from counselling.work.consents.sign_consents import PAGE, VIDEO
from counselling.work.vault.keep_vault import Entry

_SHOWN: Final = 8  # letters of a family's id by which the clinic knows it again


def consent_file(vault: Vault, family: FamilyId, person: PersonId) -> bytes:
    """Return what counts now of a person's answers as FHIR R4 Consent; written down as an export.

    It names nobody: she stands in it by the clinic's reference. Raises as `open_family`,
    PedigreeError for somebody who is not of the family, VaultError("vault.restricted").
    """
    families.open_family(vault, family).family.person(person)
    consents.demand_use(vault, family, person)
    words = consents.recorded(vault, family)
    told = consents.last_words(words)
    hers = [
        one
        for one in words
        if one.consent.person in ("", person) and one.consent.scope in SHARED.values()
    ]
    last = hers[-1] if hers else None
    kept = documents.listing(vault, family)
    signed = [one for one in kept if one.kind == KIND and one.person in ("", person)]
    vault.note_act(Act(Action.EXPORT, "consent", family))
    consent = fhir_consent(
        answers_told(told, person, SHARED),
        patient=f"{family[:_SHOWN].upper()}/{person}",
        given_on=last.at.date() if last else None,
        language=(last.consent.language if last else "") or "en",
        form=(last.consent.text_version if last else "") or TEMPLATE.version,
        giving=_giving(last, signed),
    )
    return consent.encode()


def _giving(last: Recorded | None, signed: Sequence[Document]) -> Giving:
    """Return how the last answer was given. signed: what she signed, the newest first."""
    if last is None:
        return Giving()
    said = last.consent
    paper = (one.id for one in signed if one.template_version == said.text_version)
    return Giving(
        by_other=bool(said.given_by),
        explained_by=said.explained_by,
        has_interpreter=said.has_interpreter,
        evidence=next(paper, "") if said.medium in (VIDEO, PAGE) else "",
    )


def consent_by_command(entry: Entry, family: FamilyId, person: PersonId) -> bytes:
    """Return it without a desk. Raises as `open_vault`, `consent_file`."""
    with entry.open() as vault:
        return consent_file(vault, family, person)
