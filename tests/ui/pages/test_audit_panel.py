"""The audit's panel: what it asks, shows, and says."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from counselling.errors import VaultError
from counselling.language.catalogue import Catalogue
from counselling.records.audit.unusual import Reason
from counselling.records.vault.heads import Freshness
from counselling.work.vault.review_audit import AuditLine, AuditPage, AuditVerdict, UnusualLine
from ui.kit.threads.jobs import Jobs
from ui.look.icons import Icons
from ui.pages.safekeeping.audit.audit_model import AuditModel
from ui.pages.safekeeping.audit.audit_panel import AuditPanel

NINE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def line(sequence: int, **more: object) -> AuditLine:
    known = AuditLine(sequence, NINE, "anna", "nurse", "view", "family", "Lindqvist", False)
    return replace(known, **more)  # type: ignore[arg-type]


@dataclass
class FakeAudit:
    """Two pages of rows. `asked` tells what was asked of it."""

    lines: tuple[AuditLine, ...] = (line(3), line(2, is_refused=True))
    freshness: Freshness = Freshness.SAME
    broken_at: int | None = None
    refuses: bool = False
    asked: list[tuple[str, str, int, bool, int]] = field(default_factory=list)
    hold: threading.Event = field(default_factory=threading.Event)
    stopped: threading.Event = field(default_factory=threading.Event)

    def look(
        self, *, person: str, family: str, days: int, is_refused: bool, before: int
    ) -> AuditPage:
        if self.refuses:
            raise VaultError("vault.not_allowed")
        self.asked.append((person, family, days, is_refused, before))
        lines = (line(1),) if before else self.lines
        return AuditPage(lines, not before, ("anna", "berta"), self.freshness)

    def unusual(self) -> tuple[UnusualLine, ...]:
        return (UnusualLine(Reason.OWN_NAME, "anna", NINE, "Lindqvist", 2),)

    def verify(self, heard: Callable[[float], None]) -> AuditVerdict:
        heard(0.5)
        try:
            while not self.hold.wait(0.01):
                heard(0.5)
        except BaseException:
            self.stopped.set()
            raise
        return AuditVerdict(3, self.broken_at, 1, self.freshness)

    def export(self, path: Path, *, days: int, heard: Callable[[float], None]) -> int:
        heard(1.0)
        return 7 + days


@pytest.fixture
def audit() -> FakeAudit:
    return FakeAudit()


@pytest.fixture
def panel(audit: FakeAudit, jobs: Jobs, words: Catalogue, icons: Icons, qtbot: QtBot) -> AuditPanel:
    model = AuditModel(audit, jobs)
    made = AuditPanel(model, words, icons)
    model.setParent(made)
    qtbot.addWidget(made)
    made.show()
    made.entered()
    qtbot.waitUntil(lambda: model.state.lines is not None and bool(model.state.unusual))
    return made


def texts(panel: AuditPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def shown(panel: AuditPanel) -> list[list[str]]:
    rows = panel.table.model()
    return [
        [str(rows.index(row, column).data()) for column in range(rows.columnCount())]
        for row in range(rows.rowCount())
    ]


def test_rows_say_who_did_what_to_whose_record(
    audit: FakeAudit, jobs: Jobs, language: Callable[[str], Catalogue], icons: Icons, qtbot: QtBot
) -> None:
    audit.lines = (
        line(3),
        line(2, action="export", is_refused=True),
        line(1, action="levitate", thing="other", family=None),
    )
    panel = AuditPanel(AuditModel(audit, jobs), language("en"), icons)
    qtbot.addWidget(panel)
    panel.model.setParent(panel)
    panel.entered()
    qtbot.waitUntil(lambda: panel.model.state.lines is not None)
    assert [row[1:] for row in shown(panel)] == [
        ["anna (nurse)", "Looked at: family", "Lindqvist", ""],
        ["anna (nurse)", "Saved to a file: family", "Lindqvist", "Refused"],
        ["anna (nurse)", "levitate: something else", "", ""],
    ]


def test_what_is_asked_for_is_asked_again_when_it_changes(
    panel: AuditPanel, audit: FakeAudit, qtbot: QtBot
) -> None:
    panel.person.picked.emit("berta")
    panel.family.setText(" Lind ")
    panel.family.editingFinished.emit()
    panel.period.picked.emit("0")
    panel.refused.setChecked(True)
    qtbot.waitUntil(lambda: ("berta", "Lind", 0, True, 0) in audit.asked)


def test_older_rows_are_added_below(panel: AuditPanel, audit: FakeAudit, qtbot: QtBot) -> None:
    panel.model.read_more()
    qtbot.waitUntil(lambda: len(panel.model.state.lines or ()) == 3)
    assert audit.asked[-1][-1] == 2
    assert not panel.model.state.has_more


def test_what_is_unusual_stands_above(panel: AuditPanel) -> None:
    assert panel.unusual.isVisible()
    assert panel.unusual.count() == 1


def test_verifying_shows_how_far_it_is_and_ends_with_a_verdict(
    panel: AuditPanel, audit: FakeAudit, qtbot: QtBot
) -> None:
    panel.model.verify()
    (bar,) = panel.findChildren(QProgressBar)
    qtbot.waitUntil(lambda: bar.isVisible() and bar.value() == 500)
    assert panel.main_action is not None
    assert not panel.main_action.isEnabled()
    audit.hold.set()
    qtbot.waitUntil(lambda: panel.model.state.verdict is not None)
    assert "audit.whole" in texts(panel)
    assert not bar.isVisible()
    assert panel.main_action.isEnabled()


def test_verifying_can_be_stopped(panel: AuditPanel, audit: FakeAudit, qtbot: QtBot) -> None:
    panel.model.verify()
    qtbot.waitUntil(lambda: panel.model.state.share == 0.5)
    panel.model.give_up()
    assert panel.model.state.share is None
    assert audit.stopped.wait(5)


@pytest.mark.parametrize(
    ("broken_at", "freshness", "sentence"),
    [
        (None, Freshness.SAME, "audit.whole"),
        (None, Freshness.OLDER, "audit.whole"),
        (5, Freshness.SAME, "audit.broken"),
    ],
)
def test_a_verdict_is_said_in_a_sentence(
    panel: AuditPanel,
    audit: FakeAudit,
    qtbot: QtBot,
    broken_at: int | None,
    freshness: Freshness,
    sentence: str,
) -> None:
    audit.broken_at, audit.freshness = broken_at, freshness
    audit.hold.set()
    panel.model.verify()
    qtbot.waitUntil(lambda: panel.model.state.verdict is not None)
    said = " ".join(texts(panel))
    assert sentence in said
    assert ("audit.compared_older" in said) == (freshness is Freshness.OLDER)


def test_what_the_door_found_stands_there_all_the_time(
    panel: AuditPanel, audit: FakeAudit, qtbot: QtBot
) -> None:
    assert "audit.lost" not in texts(panel)
    audit.freshness = Freshness.OLDER
    panel.entered()
    qtbot.waitUntil(lambda: "audit.lost" in texts(panel))


def test_an_export_says_what_it_wrote(panel: AuditPanel, qtbot: QtBot) -> None:
    panel.model.export(Path("/home/anna/audit.json"))
    qtbot.waitUntil(lambda: panel.model.state.file == "audit.json")
    assert panel.model.state.written == 14
    assert "audit.exported" in texts(panel)


def test_leaving_the_panel_forgets_names_and_stops(
    panel: AuditPanel, audit: FakeAudit, qtbot: QtBot
) -> None:
    panel.model.verify()
    panel.family.setText("Lindqvist")
    qtbot.waitUntil(lambda: panel.model.state.share == 0.5)
    panel.left()
    assert panel.family.text() == ""
    assert (panel.model.state.lines, panel.model.state.unusual) == (None, ())
    assert shown(panel) == []
    assert audit.stopped.wait(5)


def test_a_refusal_is_said(panel: AuditPanel, audit: FakeAudit, qtbot: QtBot) -> None:
    audit.refuses = True
    panel.entered()
    qtbot.waitUntil(lambda: "error.vault.not_allowed" in texts(panel))
