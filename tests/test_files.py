import errno
import os
from pathlib import Path

import pytest

from counselling.errors import StorageError
from counselling.files import (
    keep_apart,
    lay_file,
    replace_file,
    replace_files,
    staged,
    storage_error,
)


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


def test_a_file_is_laid_only_where_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "key"
    assert lay_file(path, b"first")
    assert not lay_file(path, b"second")
    assert path.read_bytes() == b"first"
    assert os.listdir(tmp_path) == ["key"]
    if os.name != "nt":
        assert path.stat().st_mode & 0o777 == 0o600


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
        (errno.EEXIST, "storage.gone"),
        (errno.EISDIR, "storage.not_a_file"),
        (errno.ENAMETOOLONG, "storage.name_too_long"),
        (errno.EIO, "storage.refused"),
        (None, "storage.refused"),
    ],
)
def test_what_the_disk_says_has_a_sentence(code: int | None, message_id: str) -> None:
    error = OSError(code, "a patient's name in a path", "/home/a patient.pdf")
    told = storage_error(error)
    assert told.message_id == message_id
    assert "patient" not in str(told)


def test_several_files_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    replace_file(tmp_path / "a", b"old")
    with pytest.raises(StorageError):
        replace_files({tmp_path / "a": b"new", tmp_path / "missing" / "b": b"new"})
    assert (tmp_path / "a").read_bytes() == b"old"
    replace_files({tmp_path / "a": b"new", tmp_path / "b": b"new"})
    assert sorted(os.listdir(tmp_path)) == ["a", "b"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights here")
def test_a_link_stays_and_its_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("behind")
    replace_file(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "behind").read_bytes() == b"new"


@pytest.mark.skipif(os.name == "nt", reason="no pipes in folders here")
def test_a_device_is_never_replaced_by_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    for name in ("pipe", "link"):
        with pytest.raises(StorageError, match="not_a_file"):
            replace_file(tmp_path / name, b"new")
    assert (tmp_path / "pipe").is_fifo()


def test_what_is_read_and_what_is_written_are_kept_apart(tmp_path: Path) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    source.write_bytes(b"read")
    keep_apart(source, target, tmp_path / "other")
    with pytest.raises(StorageError, match=r"file\.same$"):
        keep_apart(source, tmp_path / ".." / tmp_path.name / "in")
    with pytest.raises(StorageError, match="same_target"):
        keep_apart(source, target, tmp_path / ".." / tmp_path.name / "out")
    os.link(source, target)
    with pytest.raises(StorageError, match=r"file\.same$"):
        keep_apart(source, target)
