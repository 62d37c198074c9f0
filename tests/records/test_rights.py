from pathlib import Path

import pytest

from counselling.errors import VaultError
from counselling.pedigree.edits import NameFamily
from counselling.records.audit import audit, audit_export
from counselling.records.folder.memory import memory_vault
from counselling.records.log import families
from counselling.records.papers import documents, sessions
from counselling.records.papers.documents import NewDocument
from counselling.records.store.engine import Connection
from counselling.records.vault import acts
from counselling.records.vault.acts import REFUSED, Act, Action, Actor, AuditRow, Role, Transaction
from counselling.records.vault.rights import RIGHTS, may
from counselling.records.vault.vault import Vault
from tests.families.builders import trio
from tests.records.conftest import stepping_clock

# Who may do what, as the clinic reads it: the code is held to this, not the other way round.
ALLOWED = {
    Role.READER: "view query unlock lock ways restore backup",
    Role.NURSE: "view query unlock lock ways restore backup create change share",
    Role.COUNSELLOR: (
        "view query unlock lock ways restore backup create change share"
        " export print review disclose restrict erase grant merge"
    ),
    Role.ADMINISTRATOR: (
        "view query unlock lock ways restore backup create change share"
        " export print review disclose restrict erase grant merge staff rotate audit"
    ),
}
EVERY = [(role, action) for role in Role for action in Action]


def as_role(role: Role) -> Vault:
    return memory_vault(actor=Actor("berta", role), now=stepping_clock())


def last_row(vault: Vault) -> AuditRow:
    def read(connection: Connection) -> AuditRow | None:
        return connection.row(AuditRow, "SELECT * FROM audit ORDER BY sequence DESC LIMIT 1")

    found = vault.read(read)
    assert found is not None
    return found


@pytest.mark.parametrize(("role", "action"), EVERY)
def test_a_role_may_do_what_the_table_says(role: Role, action: Action) -> None:
    assert may(role, action) == (action.value in ALLOWED[role].split())


def test_every_role_has_its_rights() -> None:
    assert set(RIGHTS) == set(Role)


@pytest.mark.parametrize(("role", "action"), EVERY)
def test_what_is_not_allowed_is_not_done_and_leaves_one_row(role: Role, action: Action) -> None:
    done: list[str] = []

    def work(transaction: Transaction) -> None:
        done.append(transaction.actor.name)

    with as_role(role) as vault:
        before = audit.head(vault).sequence
        if may(role, action):
            vault.write(work, act=Act(action, "test", "family"))
        else:
            with pytest.raises(VaultError) as refused:
                vault.write(work, act=Act(action, "test", "family"))
            assert refused.value.message_id == "vault.not_allowed"
        row = last_row(vault)
        assert done == (["berta"] if may(role, action) else [])
        assert (row.action, row.target, row.role) == (action, "test", role)
        assert row.outcome == (acts.DONE if may(role, action) else REFUSED)
        assert row.subject == vault.subject("family")
        assert audit.head(vault).sequence == before + 1


def test_what_was_refused_by_others_can_be_written_down_by_everybody() -> None:
    with as_role(Role.READER) as vault:
        vault.note_act(Act(Action.STAFF, "staff", outcome=REFUSED))
        assert last_row(vault).outcome == REFUSED


def test_a_reader_changes_nothing() -> None:
    with as_role(Role.READER) as vault:
        for attempt in (
            lambda: families.create(vault, name="Mine"),
            lambda: families.adopt(vault, trio()),
            lambda: families.append(vault, "f", edits=(NameFamily("x"),), after=0),
            lambda: sessions.begin(vault, "f"),
        ):
            with pytest.raises(VaultError) as refused:
                attempt()
            assert refused.value.message_id == "vault.not_allowed"
        assert families.listing(vault) == ()


def test_a_nurse_lets_no_document_out(tmp_path: Path) -> None:
    with as_role(Role.NURSE) as vault:
        family = families.adopt(vault, trio())
        stored = documents.store(vault, NewDocument(family, "letter", "text/plain", b"words"))
        with pytest.raises(VaultError) as refused:
            documents.export(vault, stored.id, path=tmp_path / "letter.txt")
        assert refused.value.message_id == "vault.not_allowed"
        assert list(tmp_path.iterdir()) == []
        assert (last_row(vault).action, last_row(vault).outcome) == ("export", REFUSED)


def test_a_counsellor_reads_who_saw_a_family_and_not_the_whole_audit(tmp_path: Path) -> None:
    with as_role(Role.COUNSELLOR) as vault:
        family = families.adopt(vault, trio())
        assert [row.action for row in audit.rows(vault, family=family)] == ["create"]
        for attempt in (
            lambda: audit.rows(vault),
            lambda: audit.verify(vault),
            lambda: audit_export.export(vault, tmp_path / "audit.json"),
        ):
            with pytest.raises(VaultError) as refused:
                attempt()
            assert refused.value.message_id == "vault.not_allowed"
        assert list(tmp_path.iterdir()) == []
