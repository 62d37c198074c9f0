"""Whether a camera or a microphone may be used: known, refused, or asked of the user."""

import pytest
from PySide6.QtCore import QCameraPermission, QMicrophonePermission, QObject, Qt
from PySide6.QtWidgets import QApplication

from tests.ui.system import Asking
from ui.kit.devices.inventory import Kind
from ui.kit.devices.permission import ask_for

Status = Qt.PermissionStatus
ASKED = {Kind.CAMERA: QCameraPermission, Kind.MICROPHONE: QMicrophonePermission}
both = pytest.mark.parametrize("kind", list(ASKED))


def told_by(system: Asking | None, kind: Kind) -> list[str]:
    told: list[str] = []
    ask_for(
        kind,
        QObject(),
        allowed=lambda: told.append("allowed"),
        refused=lambda: told.append("refused"),
        permissions=system,
    )
    return told


@both
@pytest.mark.parametrize(
    ("status", "answer"), [(Status.Granted, "allowed"), (Status.Denied, "refused")]
)
def test_known_answer_is_told_at_once_and_nobody_is_asked(
    kind: Kind, status: Qt.PermissionStatus, answer: str
) -> None:
    system = Asking(status)
    assert told_by(system, kind) == [answer]
    assert [type(each) for each in system.looked] == [ASKED[kind]]
    assert system.open == []


@both
@pytest.mark.parametrize(
    ("status", "answer"), [(Status.Granted, "allowed"), (Status.Denied, "refused")]
)
def test_user_who_was_never_asked_is_asked_and_her_answer_told_when_it_comes(
    kind: Kind, status: Qt.PermissionStatus, answer: str
) -> None:
    system = Asking(Status.Undetermined)
    told = told_by(system, kind)
    assert told == []
    system.answer(status)
    assert told == [answer]
    assert [type(each) for each in system.looked] == [ASKED[kind]]


@pytest.mark.parametrize("kind", [Kind.SPEAKER, Kind.SCREEN])
def test_loudspeaker_and_screen_need_no_answer_here(kind: Kind) -> None:
    system = Asking(Status.Denied)
    assert told_by(system, kind) == ["allowed"]
    assert system.looked == []


@both
def test_system_without_such_questions_lets_us(kind: Kind, qapp: QApplication) -> None:
    if qapp.checkPermission(QCameraPermission()) is not Status.Granted:
        pytest.skip("this system asks")
    assert told_by(None, kind) == ["allowed"]
