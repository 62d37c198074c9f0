"""What the system lets this program use: some ask the user the first time, and she may say no."""

from collections.abc import Callable
from typing import Protocol, TypeAlias

from PySide6.QtCore import (
    QCameraPermission,
    QCoreApplication,
    QMicrophonePermission,
    QObject,
    QPermission,
    Qt,
)

from ui.kit.devices.inventory import Kind

Asked: TypeAlias = QCameraPermission | QMicrophonePermission


class Permissions(Protocol):
    """What a QCoreApplication knows of them."""

    def checkPermission(self, permission: Asked, /) -> Qt.PermissionStatus:
        """Return how it stands."""
        ...

    def requestPermission(
        self, permission: Asked, owner: QObject, told: Callable[[QPermission], None], /
    ) -> None:
        """Have the system ask the user; her answer comes later."""
        ...


def ask_for(
    kind: Kind,
    owner: QObject,
    *,
    allowed: Callable[[], None],
    refused: Callable[[], None],
    permissions: Permissions | None = None,
) -> None:
    """Ask whether a camera or a microphone may be used; at once where the answer is known.

    Nothing is told once owner is gone. permissions: who is asked, by default this program's.
    """
    asked_of = permissions or QCoreApplication.instance()
    if asked_of is None or kind not in (Kind.CAMERA, Kind.MICROPHONE):
        allowed()
        return
    asked: Asked = QCameraPermission() if kind is Kind.CAMERA else QMicrophonePermission()

    def answered(status: Qt.PermissionStatus) -> None:
        (allowed if status is Qt.PermissionStatus.Granted else refused)()

    status = asked_of.checkPermission(asked)
    if status is Qt.PermissionStatus.Undetermined:
        asked_of.requestPermission(asked, owner, lambda known: answered(known.status()))
    else:
        answered(status)
