import asyncio
import logging
import threading

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from counselling.errors import ConnectionLost
from ui.kit.threads.courier import Courier
from ui.kit.threads.failures import Failure
from ui.kit.threads.loop import Loop


def test_thread_begins_with_the_first_question_and_ends_with_the_loop(courier: Courier) -> None:
    before = threading.active_count()
    loop = Loop(courier)
    assert (loop.is_running, threading.active_count()) == (False, before)
    assert loop.run(asyncio.sleep(0, "answer")).result(5) == "answer"
    assert threading.active_count() == before + 1
    loop.close()
    assert threading.active_count() == before


def test_closing_a_loop_that_never_ran_does_nothing(courier: Courier) -> None:
    Loop(courier).close()


def test_answer_of_a_coroutine_comes_to_its_owner(loop: Loop, qtbot: QtBot) -> None:
    owner, heard = QObject(), list[object]()

    async def where() -> str:
        return threading.current_thread().name

    loop.lane(owner).ask(where, done=heard.append, failed=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["loop"]


def test_failure_of_a_coroutine_comes_in_words_to_be_said(loop: Loop, qtbot: QtBot) -> None:
    owner, heard = QObject(), list[object]()

    async def call() -> None:
        raise ConnectionLost("call.lost")

    loop.lane(owner).ask(call, done=heard.append, failed=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [Failure("error.call.lost")]


def test_cancelling_a_lane_cancels_the_coroutine_where_it_stands(loop: Loop, qtbot: QtBot) -> None:
    owner, heard = QObject(), list[object]()
    began, ended = threading.Event(), threading.Event()

    async def wait() -> None:
        began.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    lane = loop.lane(owner)
    lane.ask(wait, done=heard.append, failed=heard.append)
    assert began.wait(5)
    lane.cancel()
    assert ended.wait(5)
    QCoreApplication.processEvents()
    assert heard == []


def test_closing_lets_a_running_task_tidy_up(courier: Courier) -> None:
    loop = Loop(courier)
    began, tidied = threading.Event(), threading.Event()

    async def hold() -> None:
        began.set()
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            tidied.set()

    loop.run(hold())
    assert began.wait(5)
    loop.close()
    assert tidied.is_set()


def test_error_of_a_forgotten_task_is_logged_without_its_text(
    loop: Loop, caplog: pytest.LogCaptureFixture
) -> None:
    async def forget() -> None:
        async def fail() -> None:
            raise ValueError("Anna Lindqvist")

        task = asyncio.ensure_future(fail())
        await asyncio.wait({task})
        del task

    with caplog.at_level(logging.ERROR):
        loop.run(forget()).result(5)
        loop.close()
    assert "ValueError" in caplog.text
    assert "Anna" not in caplog.text
