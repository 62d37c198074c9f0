import pytest

from counselling.language.catalogue import Catalogue
from ui.pages.registry import AFTER_OPENING, FIRST, PAGES, UNLOCK, line


def test_ids_and_keys_are_unique() -> None:
    assert len({page.id for page in PAGES}) == len(PAGES)
    assert len({page.key for page in PAGES}) == len(PAGES)
    assert all(1 <= page.key <= 7 for page in PAGES)


def test_desk_opens_on_a_page_that_needs_no_family() -> None:
    assert not line(FIRST).needs_family
    assert line(AFTER_OPENING).needs_family


def test_door_is_no_line_of_the_rail() -> None:
    with pytest.raises(KeyError):
        line(UNLOCK)


def test_every_page_has_an_icon(words: Catalogue) -> None:
    from pathlib import Path

    icons = Path(__file__).resolve().parents[3] / "assets" / "icons"
    assert [page.icon for page in PAGES if not (icons / f"{page.icon}.svg").is_file()] == []
