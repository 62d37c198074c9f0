import logging
import threading
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, QThread
from pytestqt.qtbot import QtBot

from counselling.errors import WrongKey
from ui.kit.threads.courier import Courier
from ui.kit.threads.failures import UNEXPECTED, Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.lane import Progress


class Asker(QObject):
    """Somebody who asks and keeps what he is told."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[object] = []
        self.failures: list[Failure] = []
        self.shares: list[float] = []
        self.is_on_ui_thread: bool | None = None

    def take(self, answer: object) -> None:
        self.is_on_ui_thread = QThread.currentThread() is QCoreApplication.instance().thread()
        self.answers.append(answer)

    def fail(self, failure: Failure) -> None:
        self.failures.append(failure)

    def tell(self, share: float) -> None:
        self.shares.append(share)


@pytest.fixture
def asker() -> Asker:
    return Asker()


def test_answer_comes_on_the_ui_thread_and_the_work_ran_on_another(
    jobs: Jobs, asker: Asker, qtbot: QtBot
) -> None:
    jobs.lane(asker).ask(threading.current_thread, done=asker.take, failed=asker.fail)
    qtbot.waitUntil(lambda: bool(asker.answers))
    assert asker.answers[0] is not threading.main_thread()
    assert asker.is_on_ui_thread


def test_expected_error_becomes_a_failure_with_its_fields(
    jobs: Jobs, asker: Asker, qtbot: QtBot
) -> None:
    def work() -> None:
        raise WrongKey("vault.wrong_key", tries=2)

    jobs.lane(asker).ask(work, done=asker.take, failed=asker.fail)
    qtbot.waitUntil(lambda: bool(asker.failures))
    assert asker.failures == [Failure("error.vault.wrong_key", (("tries", 2),))]


def test_unexpected_error_is_logged_without_its_text(
    jobs: Jobs, asker: Asker, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def work() -> None:
        raise ValueError("Anna Lindqvist")

    with caplog.at_level(logging.ERROR):
        jobs.lane(asker).ask(work, done=asker.take, failed=asker.fail)
        qtbot.waitUntil(lambda: bool(asker.failures))
    assert asker.failures == [Failure(UNEXPECTED)]
    assert "ValueError" in caplog.text
    assert "test_jobs.py" in caplog.text
    assert "Anna" not in caplog.text


def test_newer_question_drops_the_late_answer_of_the_older(
    jobs: Jobs, asker: Asker, qtbot: QtBot
) -> None:
    gate = threading.Event()

    def slow() -> str:
        gate.wait()
        return "old"

    lane = jobs.lane(asker)
    lane.ask(slow, done=asker.take, failed=asker.fail)
    lane.ask(lambda: "new", done=asker.take, failed=asker.fail)
    gate.set()
    jobs.close()
    qtbot.waitUntil(lambda: bool(asker.answers))
    QCoreApplication.processEvents()
    assert asker.answers == ["new"]


def test_cancelled_question_is_never_answered(jobs: Jobs, asker: Asker, qtbot: QtBot) -> None:
    gate = threading.Event()
    lane = jobs.lane(asker)
    lane.ask(gate.wait, done=asker.take, failed=asker.fail)
    assert lane.is_busy
    lane.cancel()
    assert not lane.is_busy
    gate.set()
    jobs.close()
    QCoreApplication.processEvents()
    assert (asker.answers, asker.failures) == ([], [])


def test_long_work_tells_how_far_it_is_and_stops_when_nobody_waits(
    jobs: Jobs, asker: Asker, qtbot: QtBot
) -> None:
    ended = threading.Event()

    def count(progress: Progress) -> None:
        try:
            while True:
                progress.report(0.5)
        finally:
            ended.set()

    lane = jobs.lane(asker)
    lane.follow(count, done=asker.take, failed=asker.fail, told=asker.tell)
    qtbot.waitUntil(lambda: bool(asker.shares))
    lane.cancel()
    assert ended.wait(5)
    assert set(asker.shares) == {0.5}
    QCoreApplication.processEvents()
    assert (asker.answers, asker.failures) == ([], [])


def test_answer_to_somebody_who_is_gone_goes_nowhere(jobs: Jobs, qtbot: QtBot) -> None:
    heard: list[object] = []
    gate = threading.Event()
    owner = QObject()
    jobs.lane(owner).ask(gate.wait, done=heard.append, failed=heard.append)
    shiboken6.delete(owner)
    gate.set()
    jobs.close()
    QCoreApplication.processEvents()
    assert heard == []


def test_lane_is_free_again_after_its_answer(jobs: Jobs, asker: Asker, qtbot: QtBot) -> None:
    lane = jobs.lane(asker)
    lane.ask(lambda: 1, done=asker.take, failed=asker.fail)
    qtbot.waitUntil(lambda: bool(asker.answers))
    assert not lane.is_busy


def test_last_question_waits_for_no_other_question(jobs: Jobs, asker: Asker, qtbot: QtBot) -> None:
    gate = threading.Event()
    for _ in range(10):  # more than there are threads
        jobs.lane(asker).ask(gate.wait, done=asker.take, failed=asker.fail)
    jobs.lane(asker).ask_last(lambda: "locked", done=asker.take, failed=asker.fail)
    qtbot.waitUntil(lambda: asker.answers == ["locked"])
    gate.set()


def test_last_questions_keep_their_order(jobs: Jobs, asker: Asker, qtbot: QtBot) -> None:
    gate = threading.Event()
    order: list[str] = []

    def lock() -> None:
        gate.wait()
        order.append("locked")

    first, second = jobs.lane(asker), jobs.lane(asker)
    first.ask_last(lock, done=asker.take, failed=asker.fail)
    second.ask_last(lambda: order.append("unlocked"), done=asker.take, failed=asker.fail)
    gate.set()
    qtbot.waitUntil(lambda: len(asker.answers) == 2)
    assert order == ["locked", "unlocked"]


def test_dropped_questions_are_not_answered_and_what_is_kept_is_kept(
    jobs: Jobs, asker: Asker, qtbot: QtBot
) -> None:
    gate = threading.Event()
    begun: list[str] = []
    kept: list[str] = []

    def ask(name: str) -> str:
        begun.append(name)
        gate.wait()
        return name

    for number in range(10):
        work = partial(ask, str(number))
        jobs.lane(asker).ask(work, done=asker.take, failed=asker.fail)
    jobs.lane(asker).keep(partial(kept.append, "notes"), done=asker.take, failed=asker.fail)
    qtbot.waitUntil(lambda: len(begun) == 3)
    jobs.drop_questions()
    gate.set()
    qtbot.waitUntil(lambda: jobs.is_idle)
    QCoreApplication.processEvents()
    assert (len(begun), kept, asker.answers) == (3, ["notes"], [None])


def test_closing_finishes_what_waits_for_a_thread(jobs: Jobs, asker: Asker, qtbot: QtBot) -> None:
    gate = threading.Event()
    kept: list[int] = []

    def keep(number: int) -> None:
        gate.wait()
        kept.append(number)

    for number in range(10):
        jobs.lane(asker).ask(partial(keep, number), done=asker.take, failed=asker.fail)
    gate.set()
    jobs.close()
    assert sorted(kept) == list(range(10))


def test_closing_stops_a_long_work(jobs: Jobs, asker: Asker, qtbot: QtBot) -> None:
    def count(progress: Progress) -> None:
        while True:
            progress.report(0.5)

    jobs.lane(asker).follow(count, done=asker.take, failed=asker.fail, told=asker.tell)
    qtbot.waitUntil(lambda: bool(asker.shares))
    jobs.close()
    assert asker.answers == []


def test_what_is_kept_is_never_dropped_and_keeps_its_order(
    jobs: Jobs, asker: Asker, qtbot: QtBot
) -> None:
    gate = threading.Event()
    written: list[int] = []

    def write(number: int) -> int:
        gate.wait()
        written.append(number)
        return number

    lane = jobs.lane(asker)
    for number in range(20):
        lane.keep(partial(write, number), done=asker.take, failed=asker.fail)
    lane.ask(lambda: "question", done=asker.take, failed=asker.fail)
    gate.set()
    qtbot.waitUntil(lambda: len(asker.answers) == 21)
    assert written == list(range(20))
    assert [answer for answer in asker.answers if answer != "question"] == list(range(20))


def test_last_question_waits_for_what_is_kept(jobs: Jobs, asker: Asker, qtbot: QtBot) -> None:
    gate = threading.Event()
    order: list[str] = []

    def write() -> None:
        gate.wait()
        order.append("kept")

    lane = jobs.lane(asker)
    lane.keep(write, done=asker.take, failed=asker.fail)
    lane.ask_last(lambda: order.append("locked"), done=asker.take, failed=asker.fail)
    gate.set()
    qtbot.waitUntil(lambda: len(asker.answers) == 2)
    assert order == ["kept", "locked"]


def test_a_question_asked_while_the_pool_closes_is_dropped(qtbot: QtBot) -> None:
    courier = Courier()
    jobs = Jobs(courier)
    owner = QObject()
    answers: list[str] = []
    jobs.close()
    jobs.lane(owner).ask(lambda: "late", done=answers.append, failed=lambda _: None)
    QCoreApplication.processEvents()
    assert answers == []
    assert jobs.is_idle
