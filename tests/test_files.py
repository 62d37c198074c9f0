import errno
import os
from pathlib import Path

import pytest

from counselling.errors import StorageError
from counselling.files import replace_file, staged, storage_error


def test_a_file_is_replaced_whole_and_private(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    replace_file(path, b"first")
    replace_file(path, b"second")
    assert path.read_bytes() == b"second"
    assert os.listdir(tmp_path) == ["letter.pdf"]
    if os.name != "nt":
        assert path.stat().st_mode & 0o777 == 0o600


def test_until_the_block_is_done_the_old_file_bears_the_name(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    replace_file(path, b"old")
    with staged(path, b"new"):
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"


def test_a_block_that_fails_leaves_the_old_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    replace_file(path, b"old")
    with pytest.raises(KeyError), staged(path, b"new"):
        raise KeyError
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["letter.pdf"]


def test_a_folder_in_the_way_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").mkdir()
    with pytest.raises(StorageError):
        replace_file(tmp_path / "letter.pdf", b"new")
    assert os.listdir(tmp_path) == ["letter.pdf"]


@pytest.mark.parametrize(
    ("code", "message_id"),
    [
        (errno.ENOSPC, "storage.full"),
        (errno.EDQUOT, "storage.full"),
        (errno.EROFS, "storage.read_only"),
        (errno.EACCES, "storage.read_only"),
        (errno.ENOENT, "storage.gone"),
        (errno.EIO, "storage.refused"),
        (None, "storage.refused"),
    ],
)
def test_what_the_disk_says_has_a_sentence(code: int | None, message_id: str) -> None:
    error = OSError(code, "a patient's name in a path", "/home/a patient.pdf")
    told = storage_error(error)
    assert told.message_id == message_id
    assert "patient" not in str(told)
