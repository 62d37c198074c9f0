"""A family leaves the vault as a file: whole, written down first, what is not said told."""

from pathlib import Path

import pytest

from counselling.errors import FormatError, StorageError
from counselling.formats import registry
from counselling.records.audit import audit
from counselling.work.desk import Desk


@pytest.mark.usefixtures("folder")
def test_a_family_is_exported_with_its_audit_row_and_comes_back(desk: Desk, tmp_path: Path) -> None:
    line = desk.families.summaries()[0]
    target = tmp_path / "family.consultand"
    assert desk.families.export(line.id, target) == ()
    read = registry.read(target.read_bytes()).families[0]
    kept = desk.families.record(line.id).family
    assert read.persons == kept.persons
    assert "export" in [row.action for row in audit.rows(desk.unlock.vault)]


@pytest.mark.usefixtures("folder")
def test_what_a_format_cannot_say_is_told_and_an_unknown_one_is_refused(
    desk: Desk, tmp_path: Path
) -> None:
    line = max(desk.families.summaries(), key=lambda one: one.people)
    losses = desk.families.export(line.id, tmp_path / "family.ped")
    assert {loss.message_id for loss in losses} >= {"loss.fact"}
    with pytest.raises(FormatError):
        desk.families.export(line.id, tmp_path / "family.docx")
    with pytest.raises(StorageError):
        desk.families.export(line.id, tmp_path / "nowhere" / "family.ped")
    assert sorted(path.name for path in tmp_path.glob("family*")) == ["family.ped"]


@pytest.mark.usefixtures("folder")
def test_only_the_picked_families_of_a_file_are_taken_in(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "two.ped"
    path.write_text("A 1 0 0 1 0\nB 1 0 0 2 0\nC 1 0 0 2 0\n")
    before = len(desk.families.summaries())
    found = desk.families.look_into(path)
    assert len(desk.families.summaries()) == before
    report = desk.families.take(found, (0, 2))
    assert len(report.families) == 2
    assert len(desk.families.summaries()) == before + 2
