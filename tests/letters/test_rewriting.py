"""Some objects of a file are written anew; the others stay byte for byte."""

import io
from pathlib import Path

import pikepdf
import pytest

from counselling.errors import LetterError
from counselling.letters.letter import Letter
from counselling.letters.rewriting import Rewriting, dictionary, number_of, stream
from counselling.letters.typeset import typeset


@pytest.fixture(scope="module")
def as_set(letter: Letter, fonts: Path) -> bytes:
    """A letter as Typst leaves it."""
    return typeset(letter, fonts=fonts)


def objects(pdf: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            one.read_raw_bytes() if isinstance(one, pikepdf.Stream) else one.unparse(resolved=True)
            for one in document.objects
        ]


def test_untouched_file_has_the_same_objects_and_its_own_id(as_set: bytes) -> None:
    whole = Rewriting(as_set).whole()
    assert objects(whole) == objects(as_set)
    assert whole == Rewriting(whole).whole()
    with pikepdf.open(io.BytesIO(whole)) as document:
        assert document.check_pdf_syntax() == []
        assert document.trailer.ID[0] == document.trailer.ID[1]


def test_one_object_is_changed_and_one_is_new(as_set: bytes) -> None:
    file = Rewriting(as_set)
    with pikepdf.open(io.BytesIO(as_set)) as document:
        page = document.pages[0].obj
        number = number_of(page)
        new = file.add(stream(b"q Q", {"/Note": b"(told)"}))
        file.put(number, dictionary({"/Contents": new}, page, without=("/Tabs",)))
        before = dict(page.items())
        with pikepdf.open(io.BytesIO(file.whole())) as changed:
            assert changed.check_pdf_syntax() == []
            after = changed.pages[0].obj
            assert after.Contents.read_bytes() == b"q Q"
            assert str(after.Contents.Note) == "told"
            assert set(after.keys()) == set(before) - {"/Tabs"}
            assert after.MediaBox == page.MediaBox
    changes = [a != b for a, b in zip(objects(as_set), objects(file.whole()), strict=False)]
    assert [at for at, is_changed in enumerate(changes, 1) if is_changed] == [number]


def test_other_words_give_another_id(as_set: bytes) -> None:
    one, other = Rewriting(as_set), Rewriting(as_set)
    other.add(b"(more)")
    assert _id(one.whole()) != _id(other.whole())


def _id(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return bytes(document.trailer.ID[0])


def test_file_of_another_kind_is_refused(as_set: bytes) -> None:
    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(as_set)) as document:
        document.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    moved = as_set.replace(b"\n5 0 obj", b"\n 5 0 obj", 1)
    for other in (packed.getvalue(), moved, as_set[:-40], b""):
        with pytest.raises(LetterError, match=r"letter\.not_set"):
            Rewriting(other)


def test_object_inside_another_has_no_number() -> None:
    with pytest.raises(LetterError, match=r"letter\.not_set"):
        number_of(pikepdf.Dictionary(A=1))
