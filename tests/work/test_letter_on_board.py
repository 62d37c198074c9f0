"""A page of a letter as shapes: all its words, where they stand, from the letter itself."""

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.drawing.scene import Scene, Text
from counselling.errors import LetterError, VaultError
from counselling.letters.page_scene import page_scene
from counselling.records.audit import audit
from counselling.records.papers import consents
from counselling.records.papers.documents import Document
from counselling.work.desk import Desk

A4 = (595.28, 841.89)


@pytest.fixture
def family(desk: Desk, folder: Path) -> str:
    return next(s for s in desk.families.summaries() if "BOC" in s.name).id


@pytest.fixture
def letter(desk: Desk, family: str) -> Callable[[str], bytes]:
    def written(code: str) -> bytes:
        kept = desk.letters.write_summary(family, person=None, language=code, country="UK")
        return desk.letters.content(kept.id)

    return written


def texts(scene: Scene) -> list[Text]:
    return [item for item in scene.items if isinstance(item, Text)]


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_every_page_is_read_and_every_word_stands_on_its_paper(letter, code: str) -> None:
    pdf = letter(code)
    first, pages = page_scene(pdf, 0)
    assert pages >= 2
    for number in range(pages):
        scene, _ = page_scene(pdf, number)
        assert (round(scene.width, 2), round(scene.height, 2)) == A4
        assert scene.items
        for text in texts(scene):
            assert 0 <= text.x <= text.x + text.width_pt <= scene.width + 1
            assert 0 <= text.y <= scene.height
            assert 3 < text.size_pt < 30
            assert "\ufffd" not in text.text
    assert "Anna" in first.description


def test_words_are_those_of_the_letter_in_reading_order(letter) -> None:
    scene, _ = page_scene(letter("en"), 0)
    assert "Summary of your genetic counselling" in scene.description
    assert "Dear Anna," in scene.description


def test_texts_of_a_picture_are_whole_words(letter) -> None:
    scene, _ = page_scene(letter("en"), 1)
    assert "III-5" in scene.description.split()
    assert len([text for text in texts(scene) if len(text.text) == 1]) < 25


def test_arabic_is_in_the_order_in_which_it_is_read_and_from_the_right(letter) -> None:
    scene, _ = page_scene(letter("ar"), 0)
    assert "استشارتك" in scene.description
    found = [text for text in texts(scene) if "استشارتك" in text.text]
    assert found[0].direction == "rtl"
    brackets = [text for text in texts(scene) if set(text.text) <= set("()«»")]
    assert {text.direction for text in brackets} == {"rtl"}  # they are drawn turned round


def test_page_past_the_end_is_the_last(letter) -> None:
    pdf = letter("en")
    _, pages = page_scene(pdf, 0)
    assert page_scene(pdf, 99) == page_scene(pdf, pages - 1)


@given(st.binary(max_size=200))
def test_what_is_no_letter_is_refused_in_one_way(octets: bytes) -> None:
    with pytest.raises(LetterError):
        page_scene(b"%PDF-1.7\n" + octets, 0)


def test_letter_with_bytes_changed_is_read_or_refused(letter) -> None:
    pdf = letter("en")
    for place in range(0, len(pdf), len(pdf) // 60):
        broken = pdf[:place] + bytes([pdf[place] ^ 0x55]) + pdf[place + 1 :]
        with contextlib.suppress(LetterError):
            assert page_scene(broken, 0)[1] >= 1


def test_board_shows_any_page_of_the_newest_letter_and_writes_it_down(
    desk: Desk, family: str
) -> None:
    with pytest.raises(LetterError) as caught:
        desk.boards.letter(family, page=0, language="en")
    assert caught.value.message_id == "letter.none_kept"
    desk.letters.write_summary(family, person=None, language="de", country="UK")
    kept = desk.letters.write_summary(family, person=None, language="en", country="UK")
    views = len(list(audit.each(desk.unlock.vault)))
    second = desk.boards.letter(family, page=1, language="ar")
    assert second.page == 1
    assert second.pages >= 2
    assert second.scene.title == f"صفحة 2 من {second.pages}"
    assert desk.boards.letter(family, page=99, language="en").page == second.pages - 1
    new = list(audit.each(desk.unlock.vault))[views:]
    assert [row.action for row in new if kept.id in row.target] == ["view", "view"]


def test_another_letter_can_be_chosen_and_only_those_that_may_be_shown_are_offered(
    desk: Desk, family: str
) -> None:
    def write(code: str) -> Document:
        return desk.letters.write_summary(family, person=None, language=code, country="UK")

    older, newer = write("de"), write("en")
    shown = desk.boards.letter(family, page=0, language="en")
    assert (shown.letter, [one.id for one in shown.letters]) == (newer.id, [newer.id, older.id])
    chosen = desk.boards.letter(family, page=0, language="en", chosen=older.id)
    assert (chosen.letter, chosen.scene.title) == (older.id, f"Page 1 of {chosen.pages}")
    assert "Dear" not in chosen.scene.description
    assert desk.boards.letter(family, page=0, language="en", chosen="none").letter == newer.id
    vault = desk.unlock.vault
    consents.record(vault, family, consents.Consent(older.person, consents.Scope.CARE, False))
    with pytest.raises(VaultError) as refused:
        desk.boards.letter(family, page=0, language="en", chosen=older.id)
    assert refused.value.message_id == "vault.care_withdrawn"
