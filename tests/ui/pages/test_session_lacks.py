"""A camera or microphone of this desk that gives nothing: found out, and said in a sentence."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtMultimedia import QAudioDevice, QCameraDevice
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import Catalogue
from tests.ui.pages.test_session_equipment import Here
from tests.ui.system import Asking
from ui.kit.devices.inventory import Kind
from ui.kit.threads.courier import Courier
from ui.look.icons import Icons
from ui.pages.session.calling.news import News
from ui.pages.session.calling.this_computer import ThisComputer
from ui.pages.session.known.equipment import Lack, Outlet
from ui.pages.session.known.state import CallState, SessionState

Status = Qt.PermissionStatus


class Broken(Here):
    """What is listed and cannot be opened: as when another program has it."""

    has_camera = True

    def camera(self, device: str) -> QCameraDevice | None:
        return QCameraDevice() if self.has_camera else None

    def microphone(self, device: str) -> QAudioDevice:
        return QAudioDevice()


def started(courier: Courier, here: Here, system: Asking) -> ThisComputer:
    computer = ThisComputer(
        Outlet(), Outlet(), courier=courier, wishes={}, here=here, permissions=system
    )
    computer.start(lambda: None)
    return computer


@pytest.fixture
def said(qtbot: QtBot, english: Catalogue, icons: Icons):
    """What the banner says of a computer's lacks."""
    owner = QWidget()
    qtbot.addWidget(owner)
    news = News(english, icons, owner, lambda: None)
    for banner in (news.banner, news.lacks, news.elsewhere):
        qtbot.addWidget(banner)

    def say(computer: ThisComputer) -> str:
        news.show_state(SessionState(call=CallState(lacks=computer.lacks)))
        return news.lacks.accessibleName()

    return say


def test_camera_and_microphone_that_others_have_are_named(
    courier: Courier, said, english: Catalogue
) -> None:
    computer = started(courier, Broken(), Asking(Status.Granted))
    assert set(computer.lacks) == {Lack.CAMERA_FAILED, Lack.MICROPHONE_FAILED}
    for sentence in ("session.lacks_camera_failed", "session.lacks_microphone_failed"):
        assert english.say(sentence) in said(computer)
    computer.stop()


def test_system_that_refuses_is_named_and_nothing_is_opened(
    courier: Courier, said, english: Catalogue
) -> None:
    computer = started(courier, Broken(), Asking(Status.Denied))
    assert set(computer.lacks) == {Lack.CAMERA_REFUSED, Lack.MICROPHONE_REFUSED}
    for sentence in ("session.lacks_camera_refused", "session.lacks_microphone_refused"):
        assert english.say(sentence) in said(computer)
    computer.stop()


def test_user_who_says_no_later_is_told_what_is_not_sent(courier: Courier) -> None:
    system = Asking(Status.Undetermined)
    computer = started(courier, Broken(), system)
    assert computer.lacks == ()
    system.answer(Status.Denied)
    assert set(computer.lacks) == {Lack.CAMERA_REFUSED, Lack.MICROPHONE_REFUSED}
    computer.stop()


def test_answer_for_a_camera_that_was_taken_out_meanwhile_opens_nothing(courier: Courier) -> None:
    here, system = Broken(), Asking(Status.Undetermined)
    computer = started(courier, here, system)
    here.change(Kind.CAMERA)
    here.change(Kind.MICROPHONE)
    system.answer(Status.Granted)
    assert set(computer.lacks) == {Lack.CAMERA, Lack.MICROPHONE}
    computer.stop()


def test_camera_that_is_chosen_anew_is_tried_anew(courier: Courier) -> None:
    here = Broken()
    computer = started(courier, here, Asking(Status.Granted))
    here.has_camera = False
    computer.choose(Kind.CAMERA, "usb")
    assert Lack.CAMERA_FAILED not in computer.lacks
    computer.stop()
