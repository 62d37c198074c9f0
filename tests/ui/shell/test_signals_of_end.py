import os
import signal

from pytestqt.qtbot import QtBot

from ui.shell.signals_of_end import SignalsOfEnd


def test_program_that_is_told_to_end_hears_of_it_and_goes_on(qapp: object, qtbot: QtBot) -> None:
    before = signal.getsignal(signal.SIGTERM)
    end = SignalsOfEnd()
    with qtbot.waitSignal(end.told, timeout=5000):
        os.kill(os.getpid(), signal.SIGTERM)
    end.stop()
    assert signal.getsignal(signal.SIGTERM) is before
