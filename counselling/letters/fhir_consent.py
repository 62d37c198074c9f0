"""A consent to data sharing as a FHIR R4 Consent: a provision a use; what is not said is denied."""

import datetime
import json
from collections.abc import Mapping
from typing import Final, TypeAlias

from counselling.letters.passages.uses import USES, data_use

Json: TypeAlias = dict[str, object]

_DUO: Final = "http://purl.obolibrary.org/obo/duo.owl"
_OWN: Final = "https://consultand.example/fhir/data-uses"
_SCOPE: Final = "http://terminology.hl7.org/CodeSystem/consentscope"
_CATEGORY: Final = "http://loinc.org"


def fhir_consent(
    answers: Mapping[str, bool],
    *,
    patient: str,
    given_on: datetime.date | None,
    language: str,
    form: str,
) -> str:
    """Return the consent as JSON. answers: by use; patient: her reference, never her name.

    given_on: None while nobody has asked her, and then it is not in force. form: version of the
    template that she read.
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
        "extension": [
            {"url": f"{_OWN}/duo", "valueCoding": {"system": _DUO, "code": code}}
            for code in data_use(answers)
        ],
    }
    for part in ("extension", "dateTime"):
        if not consent[part]:
            del consent[part]
    return json.dumps(consent, ensure_ascii=False, sort_keys=True)


def _provision(use: str, *, is_allowed: bool) -> Json:
    codes = [{"system": _DUO, "code": code} for code in USES[use].codes] if is_allowed else []
    return {
        "type": "permit" if is_allowed else "deny",
        "code": [{"coding": [{"system": _OWN, "code": use}, *codes]}],
        "purpose": [{"system": f"{_OWN}/level", "code": USES[use].level}],
    }


def _concept(system: str, code: str) -> Json:
    return {"coding": [{"system": system, "code": code}]}
