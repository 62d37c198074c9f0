"""A second try for tests that need a real browser or line: each one is told at the end of the run.

Firefox was seen to stand still for a test's ninety seconds, and a machine that is shared takes
processors away for seconds. What fails twice in a row is no such thing. A run has few second
tries: where more fail, something is broken. CONSULTAND_SECOND_TRIES=0 asks for none.
"""

import os
from collections.abc import Sequence

import pytest
from _pytest.runner import runtestprotocol

from tests.turns import takes_turns

MOST = int(os.environ.get("CONSULTAND_SECOND_TRIES", "4"))  # of each worker


class SecondTries:
    """A plugin that runs a failed test of those rooms again, all that it is given made anew."""

    def __init__(self) -> None:
        self._left = MOST

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(
        self, item: pytest.Item, nextitem: pytest.Item | None
    ) -> bool | None:
        """Run a test and tell what came of it; None leaves it to the runner."""
        if not takes_turns(item.nodeid) or not self._left:
            return None
        hook = item.ihook
        hook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        reports = runtestprotocol(item, nextitem=nextitem, log=False)
        if why := _failure(reports):
            self._left -= 1
            item._initrequest()  # type: ignore[attr-defined]  # as the runner does before a first try
            item.user_properties.append(("left open", f"{item.nodeid} was tried again: {why}"))
            reports = runtestprotocol(item, nextitem=nextitem, log=False)
        for report in reports:
            hook.pytest_runtest_logreport(report=report)
        hook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        return True


def _failure(reports: Sequence[pytest.TestReport]) -> str:
    """Return why a test failed, in one line; "" where it did not."""
    told = [str(report.longreprtext).strip() for report in reports if report.failed]
    return told[0].splitlines()[-1] if told else ""
