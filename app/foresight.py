"""Imports what comes next while nobody waits: a first look at a page must not hold keys up."""

from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.context import UiContext
    from ui.kit.standing.page import Page
    from ui.kit.threads.failures import Failure


def foresee(page: "Page", context: "UiContext", following: Sequence[str]) -> "Page":
    """Return the page; the modules of the pages that follow it are loaded by a job's thread.

    following: ids of ui/pages/registry.py; the page of each is ui/pages/<id>/page.py.
    """
    context.jobs.lane(page).ask(partial(_load, tuple(following)), done=_loaded, failed=_missed)
    return page


def _load(following: tuple[str, ...]) -> None:
    for each in following:
        import_module(f"ui.pages.{each}.page")


def _loaded(nothing: None) -> None:
    """Say nothing: the page is not asked for yet."""


def _missed(failure: "Failure") -> None:
    """Say nothing: whoever opens the page is told what is missing."""
