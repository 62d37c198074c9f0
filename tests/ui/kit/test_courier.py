import threading

from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from ui.kit.threads.courier import Courier, Newest


def from_another_thread(*puts: object, box: Newest[object]) -> None:
    thread = threading.Thread(target=lambda: [box.put(value) for value in puts])
    thread.start()
    thread.join()


def test_call_from_another_thread_is_made_on_the_ui_thread(courier: Courier, qtbot: QtBot) -> None:
    threads: list[threading.Thread] = []
    call = threading.Thread(
        target=courier.send, args=(lambda: threads.append(threading.current_thread()),)
    )
    call.start()
    call.join()
    qtbot.waitUntil(lambda: bool(threads))
    assert threads == [threading.main_thread()]


def test_busy_reader_sees_the_newest_and_no_queue(courier: Courier) -> None:
    seen: list[object] = []
    box: Newest[object] = Newest(courier, seen.append)
    from_another_thread(1, 2, 3, box=box)
    QCoreApplication.processEvents()
    assert seen == [3]
    from_another_thread(4, box=box)
    QCoreApplication.processEvents()
    assert seen == [3, 4]


def test_closed_box_hands_nothing_over(courier: Courier) -> None:
    seen: list[object] = []
    box: Newest[object] = Newest(courier, seen.append)
    from_another_thread(1, box=box)
    box.close()
    from_another_thread(2, box=box)
    QCoreApplication.processEvents()
    assert seen == []
