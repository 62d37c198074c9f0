"""AuditEvents against the rules of FHIR R4 and of IHE BALP 1.1.4, written down here by hand.

The rules were read from the published profiles; no validator of HL7's was run.
"""

import base64
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from counselling.records.audit import audit, audit_export
from counselling.records.audit.audit_events import BALP, PATTERNS, event, profile
from counselling.records.audit.audit_export import Period
from counselling.records.log import families
from counselling.records.vault.acts import DONE, REFUSED, ROW_VERSION, Act, Action, AuditRow
from counselling.records.vault.vault import Vault
from tests.families.builders import trio

VAULT = "0123456789abcdef0123456789abcdef"
DCM = "http://dicom.nema.org/resources/ontology/DCM"
REST = ("http://terminology.hl7.org/CodeSystem/audit-event-type", "rest")
INTERACTION = "http://hl7.org/fhir/restful-interaction"
PERSON = ("http://terminology.hl7.org/CodeSystem/audit-entity-type", "1")
SYSTEM_OBJECT = ("http://terminology.hl7.org/CodeSystem/audit-entity-type", "2")
ROLES = "http://terminology.hl7.org/CodeSystem/object-role"
READER = {("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP")}
AUTHORS = {
    ("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", code)
    for code in ("AUT", "INF", "CST")
}
SENDER, RECEIVER = (DCM, "110153"), (DCM, "110152")
# profile: letter, interactions, client, server, kinds of user
RULES: Mapping[str, tuple[str, set[str], Any, Any, set[tuple[str, str]]]] = {
    "Create": ("C", {"create"}, SENDER, RECEIVER, AUTHORS),
    "Read": ("R", {"read", "vread"}, RECEIVER, SENDER, READER),
    "Update": ("U", {"update", "patch"}, SENDER, RECEIVER, AUTHORS),
    "Query": ("E", {"search", "search-type", "search-system"}, SENDER, RECEIVER, READER),
    "Delete": (
        "D", {"delete"}, (DCM, "110150"),
        ("http://terminology.hl7.org/CodeSystem/provenance-participant-type", "custodian"), AUTHORS,
    ),
}  # fmt: skip
EVERY = [
    (action, subject, outcome)
    for action in Action
    for subject in ("f" * 32, None)
    for outcome in (DONE, REFUSED)
]


def row(action: str, subject: str | None, outcome: str = DONE, target: str = "family") -> AuditRow:
    return AuditRow(
        7, ROW_VERSION, "2026-11-24T09:00:00.125Z", "anna", "nurse", action, subject, target,
        outcome, bytes(32), bytes(32),
    )  # fmt: skip


def told(action: str, subject: str | None, outcome: str = DONE, target: str = "family") -> Any:
    made = event(row(action, subject, outcome, target), vault=VAULT)
    return json.loads(json.dumps(made))


def code(coding: Mapping[str, str]) -> tuple[str, str]:
    return coding["system"], coding["code"]


def agents(made: Any, kinds: set[tuple[str, str]]) -> list[Any]:
    return [a for a in made["agent"] if code(a["type"]["coding"][0]) in kinds]


def entities(made: Any, kind: tuple[str, str]) -> list[Any]:
    return [e for e in made["entity"] if code(e["type"]) == kind]


def nodes(value: Any) -> Iterator[Any]:
    yield value
    for part in value.values() if isinstance(value, dict) else value:
        if isinstance(part, dict | list):
            yield from nodes(part)


def check_resource(made: Any) -> None:
    """What FHIR R4 demands of every AuditEvent."""
    known = {
        "resourceType", "id", "meta", "type", "subtype", "action", "period", "recorded", "outcome",
        "outcomeDesc", "purposeOfEvent", "agent", "source", "entity",
    }  # fmt: skip
    assert set(made) <= known
    assert made["resourceType"] == "AuditEvent"
    assert re.fullmatch(r"[A-Za-z0-9\-.]{1,64}", made["id"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", made["recorded"])
    assert made["action"] in set("CRUDE")
    assert made["outcome"] in ("0", "4", "8", "12")
    assert made["agent"]
    assert all(isinstance(agent["requestor"], bool) for agent in made["agent"])
    assert all(agent["network"]["type"] in "12345" for agent in made["agent"] if "network" in agent)
    assert made["source"]["observer"]
    for entity in made.get("entity", ()):
        assert not ("name" in entity and "query" in entity)  # sev-1
        assert "query" not in entity or base64.b64decode(entity["query"], validate=True)
    for node in nodes(made):
        assert node not in ({}, [])  # FHIR knows nothing empty
        if isinstance(node, dict) and "system" in node:
            assert re.match(r"(http|urn:uuid:)", node["system"])


def check_profile(made: Any) -> None:
    """What the claimed pattern of BALP demands."""
    (claimed,) = made["meta"]["profile"]
    name = claimed.removeprefix(BALP)
    assert made["outcome"] == "0"
    patients = entities(made, PERSON)
    if name == "PrivacyDisclosure.Source":
        check_disclosure(made)
    else:
        check_rest(made, name.removeprefix("Patient"))
    if name.startswith("Patient") or name == "PrivacyDisclosure.Source":
        (patient,) = patients
        assert code(patient["role"]) == (ROLES, "1")
        assert patient["what"]["type"] == "Patient"
        assert len(made["entity"]) >= 2
    else:
        assert patients == []


def check_rest(made: Any, name: str) -> None:
    letter, interactions, client, server, users = RULES[name]
    assert code(made["type"]) == REST
    assert made["action"] == letter
    assert {c["code"] for c in made["subtype"] if c["system"] == INTERACTION} <= interactions
    for kind, address in ((client, "localhost"), (server, f"urn:uuid:{UUID(VAULT)}")):
        (machine,) = agents(made, {kind})
        assert machine["network"]["address"] == address
        assert {"who", "network"} <= set(machine)
        assert "media" not in machine
    (user,) = agents(made, users)
    assert user["requestor"] is True
    assert "who" in user
    assert not {"media", "network"} & set(user)
    (data,) = entities(made, SYSTEM_OBJECT)
    if name == "Query":
        assert code(data["role"]) == (ROLES, "24")
        assert "query" in data
        assert not {"what", "lifecycle", "detail"} & set(data)
    else:
        assert code(data["role"]) in {(ROLES, number) for number in ("3", "4", "20")}
        assert "what" in data


def check_disclosure(made: Any) -> None:
    assert code(made["type"]) == (DCM, "110106")
    assert made["action"] == "R"
    disclose = ("http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle", "disclose")
    assert disclose in [code(subtype) for subtype in made["subtype"]]
    (source,), (recipient,) = agents(made, {SENDER}), agents(made, {RECEIVER})
    assert source["who"] == made["source"]["observer"]  # val-audit-source
    for machine in (source, recipient):
        assert {"who", "network"} <= set(machine)


@pytest.mark.parametrize(("action", "subject", "outcome"), EVERY)
def test_every_row_is_an_audit_event_that_keeps_to_its_pattern(
    action: Action, subject: str | None, outcome: str
) -> None:
    made = told(action, subject, outcome)
    check_resource(made)
    if "meta" in made:
        check_profile(made)


def test_every_action_has_its_pattern() -> None:
    assert set(PATTERNS) == set(Action)


@pytest.mark.parametrize(
    ("action", "with_subject", "without"),
    [
        ("create", "PatientCreate", "Create"),
        ("view", "PatientRead", "Read"),
        ("query", "PatientQuery", "Query"),
        ("change", "PatientUpdate", "Update"),
        ("erase", "PatientDelete", "Delete"),
        ("export", "PrivacyDisclosure.Source", ""),
        ("print", "PrivacyDisclosure.Source", ""),
        ("share", "PrivacyDisclosure.Source", ""),
        ("unlock", "", ""),
        ("audit", "", ""),
    ],
)
def test_patterns_are_those_of_balp(action: str, with_subject: str, without: str) -> None:
    for subject, name in (("f" * 32, with_subject), (None, without)):
        assert profile(row(action, subject)) == (f"{BALP}{name}" if name else "")


def test_what_was_refused_claims_no_pattern_of_success() -> None:
    assert "meta" not in told("view", "f" * 32, REFUSED)
    assert told("view", "f" * 32, REFUSED)["outcome"] == "8"


def test_who_came_in_and_who_tried_in_vain_is_a_user_authentication() -> None:
    came, tried = told("unlock", None), told("unlock", None, REFUSED)
    assert code(came["type"]) == (DCM, "110114")
    assert code(came["subtype"][0]) == (DCM, "110122")
    assert (came["outcome"], tried["outcome"]) == ("0", "4")


def test_the_same_row_has_the_same_id_each_time() -> None:
    assert told("view", None)["id"] == told("view", None)["id"]


def test_a_letter_is_a_report_and_a_family_a_record() -> None:
    letter = told("view", "f" * 32, target="document/9f")
    assert code(entities(letter, SYSTEM_OBJECT)[0]["role"]) == (ROLES, "3")
    family = told("view", "f" * 32)
    assert code(entities(family, SYSTEM_OBJECT)[0]["role"]) == (ROLES, "4")


def test_an_action_of_a_newer_release_is_told_all_the_same() -> None:
    check_resource(told("levitate", "f" * 32))


def test_the_export_is_a_bundle_of_all_rows_and_stands_in_the_audit(
    vault: Vault, tmp_path: Path
) -> None:
    family = families.adopt(vault, trio())
    families.open_family(vault, family)
    before = audit.head(vault).sequence
    assert audit_export.export(vault, tmp_path / "audit.json") == before
    text = (tmp_path / "audit.json").read_text("utf-8")
    bundle = json.loads(text)
    assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "collection")
    assert len({entry["fullUrl"] for entry in bundle["entry"]}) == before
    for entry in bundle["entry"]:
        assert entry["fullUrl"] == f"urn:uuid:{entry['resource']['id']}"
        check_resource(entry["resource"])
    assert family not in text
    assert "Invented" not in text
    assert [r.target for r in audit.rows(vault, limit=1)] == ["audit/fhir"]


def test_the_export_can_be_of_a_time(vault: Vault, tmp_path: Path) -> None:
    for number in range(5):
        vault.note_act(Act(Action.VIEW, f"page/{number}"))
    rows = audit.rows(vault)
    period = Period(rows[3].at, rows[0].at)
    assert audit_export.export(vault, tmp_path / "audit.json", period=period) == 3


def test_an_export_that_is_stopped_leaves_no_file(vault: Vault, tmp_path: Path) -> None:
    for number in range(600):
        vault.note_act(Act(Action.VIEW, f"page/{number}"))

    def enough(share: float) -> None:
        assert 0 < share < 1
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        audit_export.export(vault, tmp_path / "audit.json", heard=enough)
    assert list(tmp_path.iterdir()) == []
