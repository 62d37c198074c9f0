"""A consent to data sharing as a FHIR R4 Consent: a provision a use; what is not said is denied."""

import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from counselling.letters.passages.uses import USES, data_use

Json: TypeAlias = dict[str, object]

_DUO: Final = "http://purl.obolibrary.org/obo/duo.owl"
_OWN: Final = "https://consultand.example/fhir/data-uses"
_SCOPE: Final = "http://terminology.hl7.org/CodeSystem/consentscope"
_CATEGORY: Final = "http://loinc.org"


@dataclass(frozen=True, slots=True)
class Giving:
    """How a consent was given.

    by_other: whoever stands for her gave it. explained_by: who told her what it means, "" for
    nobody or unknown; has_interpreter: None where nobody said so. evidence: id of what she signed,
    "" for none.
    """

    by_other: bool = False
    explained_by: str = ""
    has_interpreter: bool | None = None
    evidence: str = ""


_NOT_SAID: Final = Giving()


def fhir_consent(
    answers: Mapping[str, bool],
    *,
    patient: str,
    given_on: datetime.date | None,
    language: str,
    form: str,
    giving: Giving = _NOT_SAID,
) -> str:
    """Return the consent as JSON. answers: by use; patient: her reference, never her name.

    given_on: None while nobody has asked her, and then it is not in force. form: version of the
    template that she read. giving: how; R4 has places for who agreed, that somebody went through it
    with her, and what she signed; who explained it and an interpreter are extensions.
    """
    consent: Json = {
        "resourceType": "Consent",
        "status": "active" if given_on else "inactive",
        "language": language,
        "scope": _concept(_SCOPE, "research"),
        "category": [_concept(_CATEGORY, "59284-0")],
        "patient": {"identifier": {"value": patient}},
        "dateTime": given_on.isoformat() if given_on else "",
        "policyRule": {"text": f"consultand data_sharing {form}"},
        "provision": {
            "type": "deny",
            "provision": [_provision(use, is_allowed=answers.get(use, False)) for use in USES],
        },
        "performer": [_giver(patient, giving)] if given_on else [],
        "verification": _verified(patient, giving, given_on),
        "sourceReference": _signed(giving),
        "extension": [
            *(
                {"url": f"{_OWN}/duo", "valueCoding": {"system": _DUO, "code": code}}
                for code in data_use(answers)
            ),
            *_explained(giving),
        ],
    }
    for part in ("extension", "dateTime", "performer", "verification", "sourceReference"):
        if not consent[part]:
            del consent[part]
    return json.dumps(consent, ensure_ascii=False, sort_keys=True)


def _giver(patient: str, giving: Giving) -> Json:
    """Who agreed: she herself, or whoever stands for her, who is not named either."""
    if giving.by_other:
        return {"type": "RelatedPerson", "identifier": {"value": f"{patient}/guardian"}}
    return {"type": "Patient", "identifier": {"value": patient}}


def _verified(patient: str, giving: Giving, given_on: datetime.date | None) -> list[Json]:
    """That it was gone through with whoever agreed; nothing where nobody is known to have."""
    if not giving.explained_by or given_on is None:
        return []
    return [
        {
            "verified": True,
            "verifiedWith": _giver(patient, giving),
            "verificationDate": given_on.isoformat(),
        }
    ]


def _signed(giving: Giving) -> Json:
    if not giving.evidence:
        return {}
    return {"type": "DocumentReference", "identifier": {"value": giving.evidence}}


def _explained(giving: Giving) -> Iterator[Json]:
    if giving.explained_by:
        yield {"url": f"{_OWN}/explained-by", "valueString": giving.explained_by}
    if giving.has_interpreter is not None:
        yield {"url": f"{_OWN}/interpreted", "valueBoolean": giving.has_interpreter}


def _provision(use: str, *, is_allowed: bool) -> Json:
    codes = [{"system": _DUO, "code": code} for code in USES[use].codes] if is_allowed else []
    return {
        "type": "permit" if is_allowed else "deny",
        "code": [{"coding": [{"system": _OWN, "code": use}, *codes]}],
        "purpose": [{"system": f"{_OWN}/level", "code": USES[use].level}],
    }


def _concept(system: str, code: str) -> Json:
    return {"coding": [{"system": system, "code": code}]}
