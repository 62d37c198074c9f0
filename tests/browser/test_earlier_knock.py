"""The counsellor's computer slept, and answers knocks in the order in which they came."""

import pytest

from counselling.call.line.events import Connected, Knocked
from counselling.call.media.engine import Engine
from counselling.language.catalogue import Catalogue
from tests.browser.conftest import wait_for_heading
from tests.call.evil import EarlierAnswer, EvilServer, overheard

pytestmark = pytest.mark.browser


def visit(options, engine: Engine, lie: EarlierAnswer, and_then):
    """A visit among whose answers is one that does not open."""

    async def journey() -> None:
        async with overheard(EvilServer(slander=lie), options, engine) as (host, link):
            await and_then(host, link)
            assert lie.is_told

    return journey()


def test_answer_to_an_earlier_knock_does_not_end_her_visit(run, options, engine, browser) -> None:
    async def comes_in(host, link: str) -> None:
        async with browser() as patient:
            await patient.open(link)
            await patient.knock()
            await host.wait(Knocked)
            await host.call.admit("1")
            await patient.wait_for_call()
            await host.wait(Connected)

    run(visit(options, engine, EarlierAnswer(before=1), comes_in))


def test_word_that_does_not_open_ends_it_once_the_host_was_heard(
    run, options, engine, chromium, english: Catalogue
) -> None:
    async def is_told(host, link: str) -> None:
        async with chromium() as patient:
            await patient.open(link)
            await patient.knock()
            await host.wait(Knocked)
            await host.call.admit("1")
            await wait_for_heading(patient, english.say("stop.proof"))

    run(visit(options, engine, EarlierAnswer(before=2), is_told))
