"""A system that is asked whether camera and microphone may be used, and answers when told to."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPermission, Qt

from ui.kit.devices.permission import Asked


class Answer(QPermission):
    """What a user answered."""

    def __init__(self, status: Qt.PermissionStatus) -> None:
        super().__init__()
        self._status = status

    def status(self) -> Qt.PermissionStatus:
        return self._status


class Asking:
    """status: of every permission, until the user answers. looked: what was looked for."""

    def __init__(self, status: Qt.PermissionStatus) -> None:
        self.status = status
        self.looked: list[Asked] = []
        self.open: list[Callable[[QPermission], None]] = []

    def checkPermission(self, permission: Asked, /) -> Qt.PermissionStatus:
        self.looked.append(permission)
        return self.status

    def requestPermission(
        self, permission: Asked, owner: QObject, told: Callable[[QPermission], None], /
    ) -> None:
        self.open.append(told)

    def answer(self, status: Qt.PermissionStatus) -> None:
        """Have the user answer everything that she is asked."""
        self.status = status
        while self.open:
            self.open.pop()(Answer(status))
