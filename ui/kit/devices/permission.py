"""What the system lets this program use: some ask the user the first time, and she may say no."""

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import (
    QCameraPermission,
    QCoreApplication,
    QMicrophonePermission,
    QObject,
    Qt,
)

from ui.kit.devices.inventory import Kind

_Asked: TypeAlias = QCameraPermission | QMicrophonePermission


def ask_for(
    kind: Kind,
    owner: QObject,
    *,
    allowed: Callable[[], None],
    refused: Callable[[], None],
) -> None:
    """Ask whether a camera or a microphone may be used; at once where the answer is known.

    Nothing is told once owner is gone.
    """
    application = QCoreApplication.instance()
    if application is None or kind not in (Kind.CAMERA, Kind.MICROPHONE):
        allowed()
        return
    asked: _Asked = QCameraPermission() if kind is Kind.CAMERA else QMicrophonePermission()

    def answered(status: Qt.PermissionStatus) -> None:
        (allowed if status is Qt.PermissionStatus.Granted else refused)()

    status = application.checkPermission(asked)
    if status is Qt.PermissionStatus.Undetermined:
        application.requestPermission(asked, owner, lambda known: answered(known.status()))
    else:
        answered(status)
