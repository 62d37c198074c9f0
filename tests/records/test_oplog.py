"""Whether every edit ever written can be read again.

tests/records/golden/edits_v<version>.jsonl holds one edit of each kind as that version wrote it,
and edit_shapes_v<version>.json what an edit looks like. When a shape must change: raise
envelope.EDIT_VERSION, keep the old golden files, add new ones. Shapes only grow, by fields with a
default, so what an old version wrote is a part of what is written today.
"""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from counselling.errors import DamagedVault, NewerVault, VaultError
from counselling.pedigree.edits import EDITS, AddPerson, AdoptFamily, ChangePerson, Edit, NameFamily
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Person
from counselling.records.log import oplog
from counselling.records.log.oplog import Entry
from counselling.records.store.chain import NOTHING, Head
from counselling.records.vault import envelope
from counselling.records.vault.acts import Act, Action, FamilyId, Transaction
from counselling.records.vault.envelope import EDIT_VERSION
from counselling.records.vault.vault import Vault
from tests.families.builders import three_generations

GOLDEN = Path(__file__).parent / "golden"
ACT = Act(Action.CHANGE, "test")
FAMILY = "f" * 32


def written(vault: Vault, *edits: Edit, family: FamilyId = FAMILY) -> Head:
    def write(transaction: Transaction) -> Head:
        sql = "INSERT INTO family VALUES (?, ?)"
        transaction.connection.run(sql, family, transaction.at)
        key = transaction.keys.new(transaction.connection, family)
        entries: list[Entry] = []
        for edit in edits:
            tips = oplog.tips(entries)
            entries.append(oplog.append(transaction, family, key, after=tips, edit=edit))
        return oplog.tips(entries).head

    return vault.write(write, act=ACT)


def read(vault: Vault, family: FamilyId = FAMILY) -> list[Entry]:
    return vault.read(lambda c: list(oplog.entries(c, family, vault.families.of(c, family))))


def tamper(vault: Vault, *statements: str) -> None:
    def run(transaction: Transaction) -> None:
        for name in ("edit_is_kept", "edit_is_final"):
            transaction.connection.run(f"DROP TRIGGER {name}")
        for statement in statements:
            transaction.connection.run(statement)

    vault.write(run, act=ACT)


NAMES = tuple(NameFamily(f"name {number}") for number in range(5))


def test_entries_are_read_as_they_were_written(vault: Vault) -> None:
    edits = (AdoptFamily(three_generations()), *NAMES, AddPerson(Person("new", name="Łucja")))
    head = written(vault, *edits)
    entries = read(vault)
    assert tuple(entry.edit for entry in entries) == edits
    assert [entry.head.sequence for entry in entries] == list(range(1, 8))
    assert entries[-1].head == head == vault.read(lambda c: oplog.head(c, FAMILY))
    assert {entry.author for entry in entries} == {"anna"}


def test_reading_can_begin_after_a_known_entry(vault: Vault) -> None:
    written(vault, *NAMES)
    third = read(vault)[2]
    rest = vault.read(
        lambda c: list(oplog.entries(c, FAMILY, vault.families.of(c, FAMILY), after=third.head))
    )
    assert [entry.edit for entry in rest] == list(NAMES[3:])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE edit SET op = zeroblob(32) WHERE sequence = 3",
        "UPDATE edit SET sealed = zeroblob(200) WHERE sequence = 3",
        "UPDATE edit SET sealed = (SELECT sealed FROM edit WHERE sequence = 2) WHERE sequence = 3",
        "UPDATE edit SET previous = zeroblob(32) WHERE sequence = 3",
        "UPDATE edit SET hash = zeroblob(32) WHERE sequence = 3",
        "DELETE FROM edit WHERE sequence = 3",
    ],
)
def test_a_changed_or_missing_entry_breaks_the_chain(vault: Vault, statement: str) -> None:
    written(vault, *NAMES)
    tamper(vault, statement)
    with pytest.raises(DamagedVault) as broken:
        read(vault)
    assert broken.value.message_id in ("vault.chain_broken", "vault.damaged")


def test_entries_of_one_family_do_not_pass_for_those_of_another(vault: Vault) -> None:
    written(vault, *NAMES)
    written(vault, family="e" * 32)
    tamper(vault, f"UPDATE edit SET family_id = '{'e' * 32}'")
    with pytest.raises(DamagedVault):
        read(vault, "e" * 32)


def test_the_database_itself_refuses_to_change_or_drop_an_entry(vault: Vault) -> None:
    written(vault, *NAMES)
    for statement in ("UPDATE edit SET op = zeroblob(32)", "DELETE FROM edit"):

        def run(transaction: Transaction, statement: str = statement) -> None:
            transaction.connection.run(statement)

        with pytest.raises(Exception, match="append-only"):
            vault.write(run, act=ACT)
    assert len(read(vault)) == 5


@pytest.mark.parametrize(
    "unreadable",
    [
        AddPerson(Person("p", age=Age.at(float("nan")))),
        AddPerson(Person("p", age=Age.at(float("inf")))),
        AddPerson(Person("p", name="half a character: \ud800")),
        AddPerson(replace(Person("p"), ancestry=["a list"])),  # type: ignore[arg-type]
        ChangePerson(replace(Person("p"), name=7)),  # type: ignore[arg-type]
        NameFamily(None),  # type: ignore[arg-type]
    ],
)
def test_what_could_not_be_read_back_is_never_written(vault: Vault, unreadable: Edit) -> None:
    with pytest.raises(VaultError) as refused:
        written(vault, NAMES[0], unreadable)
    assert refused.value.message_id == "vault.edit_unreadable"
    assert vault.read(lambda c: oplog.head(c, FAMILY)) == NOTHING


def test_a_computed_look_up_of_a_family_is_not_written_down() -> None:
    looked_up, untouched = three_generations(), three_generations()
    assert looked_up.by_id
    assert envelope.encode(AdoptFamily(looked_up)) == envelope.encode(AdoptFamily(untouched))


@pytest.mark.parametrize(
    ("kind", "version"), [("a_later_edit", 1), ("name_family", EDIT_VERSION + 1)]
)
def test_an_edit_of_a_later_release_is_refused_and_never_guessed(kind: str, version: int) -> None:
    with pytest.raises(NewerVault):
        envelope.decode(kind, version, b'{"name":"x"}')


@pytest.mark.parametrize("body", [b"", b"{}", b'{"name":1}', b"\xff", b"null"])
def test_a_body_that_is_no_edit_is_damage(body: bytes) -> None:
    with pytest.raises(DamagedVault):
        envelope.decode("name_family", EDIT_VERSION, body)


def test_an_entry_can_be_checked_without_this_program(vault: Vault) -> None:
    written(vault, *NAMES[:3])
    key = vault.read(lambda c: vault.families.of(c, FAMILY))
    sql = "SELECT sequence, op, previous, hash FROM edit ORDER BY sequence"
    rows = vault.read(lambda c: c.rows(tuple[int, bytes, bytes, bytes], sql))
    texts = vault.read(lambda c: list(oplog.envelopes(c, FAMILY, key)))
    before = ""
    for (sequence, op, previous, its_hash), sent in zip(rows, texts, strict=True):
        entry = {"family": FAMILY, "op": op.hex(), "previous": previous.hex(), "sequence": sequence}
        text = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256(text.encode()).digest() == its_hash
        assert hashlib.sha256(sent.text).digest() == op
        said = json.loads(sent.text)
        assert said["parents"] == ([before] if before else [])
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(said["signer"]))
        public.verify(sent.signature, b"consultand/edit\0" + sent.text)
        before = op.hex()


def test_an_entry_of_another_author_or_without_a_signature_is_not_genuine(vault: Vault) -> None:
    written(vault, NAMES[0])
    key = vault.read(lambda c: vault.families.of(c, FAMILY))
    (sent,) = vault.read(lambda c: list(oplog.envelopes(c, FAMILY, key)))
    assert sent.is_genuine()
    other = sent.text.replace(b'"author":"anna"', b'"author":"otto"')
    assert other != sent.text
    assert not sent._replace(text=other).is_genuine()
    assert not sent._replace(signature=envelope.NO_SIGNATURE).is_genuine()
    older = sent.text.replace(b'"version":%d' % EDIT_VERSION, b'"version":4')
    assert not sent._replace(text=older).is_genuine()  # of that time, and yet signed


def golden_lines(version: int) -> list[dict[str, Any]]:
    lines = (GOLDEN / f"edits_v{version}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def is_part(old: object, new: object) -> bool:
    """Whether everything of an old edit stands in the new one, at its place."""
    if isinstance(old, dict) and isinstance(new, dict):
        return all(key in new and is_part(value, new[key]) for key, value in old.items())
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(is_part, old, new))
    return old == new


@pytest.mark.parametrize("version", range(1, EDIT_VERSION + 1))
def test_every_edit_that_was_ever_written_can_be_read(version: int) -> None:
    for line in golden_lines(version):
        body = json.dumps(line["edit"]).encode()
        edit = envelope.decode(line["kind"], line["version"], body)
        written = json.loads(envelope.encode(edit))
        assert is_part(line["edit"], written)
        if version == EDIT_VERSION:
            assert written == line["edit"]


def test_the_newest_golden_edits_are_of_every_kind() -> None:
    assert {line["kind"] for line in golden_lines(EDIT_VERSION)} == set(EDITS)


def test_a_part_is_told_from_something_else() -> None:
    assert is_part({"a": [1]}, {"a": [1], "b": 2})
    assert not is_part({"a": [1]}, {"a": [1, 2]})
    assert not is_part({"a": 1, "b": 2}, {"a": 1})


def shapes() -> object:
    """What every edit looks like, without the words about it."""

    def bare(part: object) -> object:
        if isinstance(part, dict):
            return {key: bare(value) for key, value in part.items() if key != "description"}
        return [bare(item) for item in part] if isinstance(part, list) else part

    edits, components = msgspec.json.schema_components(EDITS.values())
    whole: object = json.loads(json.dumps([list(edits), components]))
    return bare(whole)


def test_edits_have_the_shape_that_their_version_stands_for() -> None:
    stored = (GOLDEN / f"edit_shapes_v{EDIT_VERSION}.json").read_text("utf-8")
    assert shapes() == json.loads(stored)


def test_a_family_survives_its_own_encoding() -> None:
    family: Family = three_generations()
    body = envelope.encode(AdoptFamily(family))
    assert envelope.decode("adopt_family", EDIT_VERSION, body) == AdoptFamily(family)
