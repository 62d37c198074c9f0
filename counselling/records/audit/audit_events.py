"""Audit rows as FHIR R4 AuditEvents after IHE's Basic Audit Log Patterns.

Source: IHE ITI Basic Audit Log Patterns (BALP) 1.1.4, 31 October 2025, and FHIR R4 AuditEvent.
A pattern is claimed only where all of it is true: BALP's describe what succeeded and whose record
it was. What was refused, and who came in, are AuditEvents without a pattern. The patient is known
by the audit's pseudonym alone, and a family is one: a row names no single person of it.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Final, TypeAlias
from uuid import UUID, uuid5

from counselling.records.vault.acts import REFUSED, Action, AuditRow

Json: TypeAlias = Mapping[str, object]

BALP: Final = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit."
_DCM: Final = "http://dicom.nema.org/resources/ontology/DCM"
_TYPE: Final = "http://terminology.hl7.org/CodeSystem/audit-event-type"
_REST: Final = "http://hl7.org/fhir/restful-interaction"
_LIFECYCLE: Final = "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle"
_PARTICIPATION: Final = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
_PARTICIPANT: Final = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
_ENTITY: Final = "http://terminology.hl7.org/CodeSystem/audit-entity-type"
_ROLE: Final = "http://terminology.hl7.org/CodeSystem/object-role"
_SOURCE: Final = "http://terminology.hl7.org/CodeSystem/security-source-type"

_SENDER: Final = (_DCM, "110153", "Source Role ID")
_RECEIVER: Final = (_DCM, "110152", "Destination Role ID")
_APPLICATION: Final = (_DCM, "110150", "Application")
_CUSTODIAN: Final = (_PARTICIPANT, "custodian", "Custodian")
_READER: Final = (_PARTICIPATION, "IRCP", "information recipient")
_AUTHOR: Final = (_PARTICIPATION, "AUT", "author (originator)")
_REPORTS: Final = ("document",)  # first words of targets that are reports, not records

_EXPORT: Final = (_DCM, "110106", "Export")
_ARCHIVE: Final = (_LIFECYCLE, "archive", "Archive Record Lifecycle Event")

Code: TypeAlias = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Pattern:
    """How an action is told. letter: C, R, U, D or E; profile: BALP's name, "" for none.

    is_of_patients: with a subject it is the profile's "Patient..." form; a disclosure has but one
    form, and without a subject none. client, server: the roles that the profile gives them.
    to: who received it, where that is not the vault.
    """

    letter: str
    type: Code
    subtype: Code | None = None
    profile: str = ""
    is_of_patients: bool = True
    client: Code = _SENDER
    server: Code = _RECEIVER
    user: Code = _AUTHOR
    to: str = ""


def _rest(
    letter: str,
    interaction: str,
    profile: str,
    ends: tuple[Code, Code] = (_SENDER, _RECEIVER),
    user: Code = _AUTHOR,
) -> Pattern:
    kind, subtype = (_TYPE, "rest", "Restful Operation"), (_REST, interaction, interaction)
    return Pattern(letter, kind, subtype, profile, client=ends[0], server=ends[1], user=user)


def _disclose(to: str) -> Pattern:
    kind = (_LIFECYCLE, "disclose", "Disclose Record Lifecycle Event")
    return Pattern("R", _EXPORT, kind, "PrivacyDisclosure.Source", False, to=to)


def _own(letter: str, kind: tuple[str, str], subtype: tuple[str, str]) -> Pattern:
    return Pattern(letter, (_DCM, *kind), (_DCM, *subtype), "", False)


_READ: Final = _rest("R", "read", "Read", (_RECEIVER, _SENDER), _READER)
_UPDATE: Final = _rest("U", "update", "Update")
_ALERT: Final = ("110113", "Security Alert")
_COMING: Final = ("110114", "User Authentication")

PATTERNS: Final[Mapping[Action, Pattern]] = MappingProxyType(
    {
        Action.CREATE: _rest("C", "create", "Create"),
        Action.VIEW: _READ,
        Action.QUERY: _rest("E", "search", "Query", user=_READER),
        Action.CHANGE: _UPDATE,
        Action.RESTRICT: _UPDATE,
        Action.MERGE: _UPDATE,
        Action.RESTORE: _UPDATE,
        Action.ERASE: _rest("D", "delete", "Delete", (_APPLICATION, _CUSTODIAN)),
        Action.EXPORT: _disclose("a file"),
        Action.PRINT: _disclose("paper"),
        Action.SHARE: _disclose("whom it was shared with"),
        Action.DISCLOSE: _disclose("the person herself"),
        Action.REVIEW: replace(_UPDATE, profile="", is_of_patients=False),
        Action.BACKUP: Pattern("R", _EXPORT, _ARCHIVE, is_of_patients=False, to="a backup"),
        Action.GRANT: _own("U", _ALERT, ("110135", "Object Security Attributes Changed")),
        Action.STAFF: _own("U", _ALERT, ("110136", "Security Roles Changed")),
        Action.WAYS: _own("U", _ALERT, ("110137", "User security Attributes Changed")),
        Action.ROTATE: _own("U", _ALERT, ("110129", "Security Configuration")),
        Action.UNLOCK: _own("E", _COMING, ("110122", "Login")),
        Action.LOCK: _own("E", _COMING, ("110123", "Logout")),
        Action.AUDIT: Pattern("R", (_DCM, "110101", "Audit Log Used"), is_of_patients=False),
    }
)


_BY_WORD: Final[Mapping[str, Pattern]] = {action.value: told for action, told in PATTERNS.items()}


def profile(row: AuditRow) -> str:
    """Return the profile that a row's event follows, "" for none."""
    pattern = _pattern(row)
    if row.outcome == REFUSED or not pattern.profile:
        return ""
    if not pattern.is_of_patients:
        return f"{BALP}{pattern.profile}" if row.subject else ""
    return f"{BALP}{'Patient' if row.subject else ''}{pattern.profile}"


def event(row: AuditRow, *, vault: str) -> Json:
    """Return a row as an AuditEvent. vault: its id, 128 bits in hexadecimal."""
    pattern, follows, place = _pattern(row), profile(row), _place(vault)
    return {
        "resourceType": "AuditEvent",
        "id": event_id(row, vault=vault),
        **({"meta": {"profile": [follows]}} if follows else {}),
        "type": _coding(pattern.type),
        **({"subtype": [_coding(pattern.subtype)]} if pattern.subtype else {}),
        "action": pattern.letter,
        "recorded": row.at,
        "outcome": _outcome(row),
        **({"outcomeDesc": row.outcome} if row.outcome == REFUSED else {}),
        "agent": [
            _program(pattern.client, place),
            _other_end(pattern, place),
            _person(pattern.user, row, place),
        ],
        "source": {
            "observer": {"identifier": {"value": place}},
            "type": [_coding((_SOURCE, "1", "User Device"))],
        },
        "entity": [_object(row, pattern, place), *_patient(row, place)],
    }


def event_id(row: AuditRow, *, vault: str) -> str:
    """Return the id of a row's event: the same each time the row is exported."""
    return str(uuid5(_uuid(vault), f"audit/{row.sequence}"))


@cache
def _uuid(vault: str) -> UUID:
    return UUID(vault)


@cache
def _place(vault: str) -> str:
    return f"urn:uuid:{UUID(vault)}"


def _pattern(row: AuditRow) -> Pattern:
    """A row of a newer release may bear an action that this one does not know: it was an update."""
    return _BY_WORD.get(row.action, _UPDATE)


def _outcome(row: AuditRow) -> str:
    """0: done. 4: a try that may be made again. 8: what the role does not allow."""
    if row.outcome != REFUSED:
        return "0"
    return "4" if row.action == Action.UNLOCK else "8"


@cache
def _program(role: Code, place: str) -> Json:
    """The program at this desk; that it is what observed the event, a disclosure demands."""
    return {
        "type": {"coding": [_coding(role)]},
        "who": {"identifier": {"value": place}},
        "requestor": False,
        "network": {"address": "localhost", "type": "1"},
    }


@cache
def _other_end(pattern: Pattern, place: str) -> Json:
    """The vault; or whoever it went to, of whom no row knows the address."""
    is_out = bool(pattern.to)
    return {
        "type": {"coding": [_coding(pattern.server)]},
        "who": {"display": pattern.to} if is_out else {"identifier": {"value": place}},
        "requestor": False,
        "network": {"address": "unknown" if is_out else place, "type": "1" if is_out else "5"},
    }


def _person(kind: Code, row: AuditRow, place: str) -> Json:
    return {
        "type": {"coding": [_coding(kind)]},
        "role": [{"text": row.role}],
        "who": {"identifier": {"system": place, "value": row.actor}},
        "name": row.actor,
        "requestor": True,
    }


def _object(row: AuditRow, pattern: Pattern, place: str) -> Json:
    told: dict[str, object] = {"type": _coding((_ENTITY, "2", "System Object"))}
    if pattern.profile == "Query":
        told["role"] = _coding((_ROLE, "24", "Query"))
        told["query"] = base64.b64encode(row.target.encode()).decode()
        return told
    is_report = row.target.split("/")[0] in _REPORTS
    role = ("3", "Report") if is_report else ("4", "Domain Resource")
    told["role"] = _coding((_ROLE, *role))
    told["what"] = {"identifier": {"system": place, "value": row.target}}
    return told


def _patient(row: AuditRow, place: str) -> tuple[Json, ...]:
    if row.subject is None:
        return ()
    who = {"type": "Patient", "identifier": {"system": place, "value": row.subject}}
    kind, role = (_ENTITY, "1", "Person"), (_ROLE, "1", "Patient")
    return ({"what": who, "type": _coding(kind), "role": _coding(role)},)


@cache
def _coding(code: Code) -> Json:
    system, value, display = code
    return {"system": system, "code": value, "display": display}
