"""What leaves the vault as a file: a row before the file appears, and none for who may not."""

from pathlib import Path

import pytest

from counselling.errors import VaultError
from counselling.figures.sheet_order import Format, SheetOrder
from counselling.records.audit import audit
from counselling.records.audit.audit import Wanted
from counselling.records.folder.folder import create_vault
from counselling.records.vault.acts import REFUSED, Act, Action, Actor, AuditRow, Role
from counselling.records.vault.vault import Vault
from counselling.work.desk import Desk
from tests.records.conftest import PASSPHRASE, stepping_clock, two_ways

pytestmark = pytest.mark.usefixtures("folder")


def unheard(share: float) -> None:
    pass


def latest(vault: Vault) -> AuditRow:
    return audit.find(vault, Wanted(limit=1))[0]


@pytest.mark.parametrize(
    ("kind", "action"), [(Format.PDF, "print"), (Format.SVG, "export"), (Format.PNG, "export")]
)
def test_a_sheet_of_a_family_is_a_row(
    desk: Desk, tmp_path: Path, kind: Format, action: str
) -> None:
    family = desk.families.summaries()[0].id
    shown = desk.pedigrees.show(family)
    path = tmp_path / f"sheet.{kind.value}"
    desk.sheets.save(
        shown.record.family, shown.drawing.layout, SheetOrder(format=kind), path, unheard
    )
    vault = desk.unlock.vault
    row = latest(vault)
    assert (row.action, row.target) == (action, f"sheet/{kind.value}")
    assert row.subject == vault.subject(family)
    assert path.is_file()


def test_a_nurse_makes_no_sheet_and_it_is_not_even_drawn(
    desk: Desk, home: Path, tmp_path: Path
) -> None:
    family = desk.families.summaries()[0].id
    shown = desk.pedigrees.show(family)
    path = home / "nurse.vault"
    owner = Actor("berta", Role.NURSE)
    create_vault(path, owner=owner, ways=two_ways(), now=stepping_clock()).lock()
    desk.unlock.unlock(path, PASSPHRASE)
    heard: list[float] = []
    with pytest.raises(VaultError) as refused:
        desk.sheets.save(
            shown.record.family,
            shown.drawing.layout,
            SheetOrder(),
            tmp_path / "s.pdf",
            heard.append,
        )
    assert refused.value.message_id == "vault.not_allowed"
    assert heard == []
    assert not (tmp_path / "s").exists()


def test_the_sheet_of_a_recovery_code_is_a_row(desk: Desk, home: Path, tmp_path: Path) -> None:
    code = desk.unlock.create(home / "new.vault", "a passphrase long enough")
    desk.unlock.save_sheet(tmp_path / "code.pdf", code)
    row = latest(desk.unlock.vault)
    assert (row.action, row.target) == ("ways", "ways/sheet")
    assert code not in str(row)


def test_what_was_refused_is_told_apart(desk: Desk) -> None:
    vault = desk.unlock.vault
    vault.note_act(Act(Action.EXPORT, "family", outcome=REFUSED))
    assert [row.outcome for row in audit.find(vault, Wanted(is_refused=True))] == [REFUSED]
