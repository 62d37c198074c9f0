"""A letter's record is read back from its file: of today, of an older letter, and nothing else."""

import io
import json
from pathlib import Path

import pikepdf
import pytest

from counselling.letters.embedded import embedded
from counselling.letters.letter import Letter
from counselling.letters.record import FILE_NAME, OLDER, as_json
from counselling.letters.verify import verify


def _holding(content: bytes, name: str = FILE_NAME) -> bytes:
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    document.attachments[name] = content
    document.save(out)
    return out.getvalue()


def test_the_record_comes_back_whole(pdf_file: Path, letter: Letter) -> None:
    assert embedded(pdf_file.read_bytes()) == json.loads(as_json(letter))


def test_an_older_letter_is_still_told(letter: Letter) -> None:
    told = json.loads(as_json(letter))
    (older,) = OLDER
    old = {key: told[key] for key in ("kind", "id", "language", "version", "template_version")}
    old |= {"schema": older, "written_on": told["written_on"], "sections": []}
    record = verify(_holding(json.dumps(old).encode())).record
    assert (record.kind, record.id, record.version) == (letter.kind, letter.id, 1)
    assert record.whole == old


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"7", b'{"schema": "x/1"}', b"\xff\xfe", b'{"schema": ["x"]}', b"[" * 9999],
)
def test_what_others_wrote_there_is_told_as_nothing(content: bytes) -> None:
    assert embedded(_holding(content)) == {}
    assert verify(_holding(content)).record.kind == ""


def test_a_file_without_a_record_holds_none() -> None:
    assert embedded(_holding(b"{}", name="other.json")) == {}
    assert embedded(b"no file of ours") == {}
