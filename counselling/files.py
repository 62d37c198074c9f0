"""Files replaced whole or not at all: a reader finds the old content or the new, never half."""

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from counselling.errors import StorageError

PRIVATE_FILE: Final = 0o600
PRIVATE_FOLDER: Final = 0o700

_SENTENCE_OF: Final[Mapping[int, str]] = {
    errno.ENOSPC: "storage.full",
    errno.EDQUOT: "storage.full",
    errno.EFBIG: "storage.full",
    errno.EROFS: "storage.read_only",
    errno.EACCES: "storage.read_only",
    errno.EPERM: "storage.read_only",
    errno.EISDIR: "storage.not_a_file",
    errno.ENAMETOOLONG: "storage.name_too_long",
    errno.ENOENT: "storage.gone",
    errno.ENOTDIR: "storage.gone",
    errno.EEXIST: "storage.gone",  # a file where a folder should be
    errno.ENODEV: "storage.gone",
    errno.ENXIO: "storage.gone",
    errno.ESTALE: "storage.gone",
}


def storage_error(error: OSError) -> StorageError:
    """Return what the disk said, as one of our errors; the path stays out of it."""
    return StorageError(_SENTENCE_OF.get(error.errno or 0, "storage.refused"))


@contextlib.contextmanager
def told_by_the_disk() -> Iterator[None]:
    """Turn every OSError of the block into a StorageError."""
    try:
        yield
    except OSError as error:
        raise storage_error(error) from error


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that it is complete and on the disk before it bears its name.

    Raises StorageError; the file that was there before is then untouched.
    """
    with staged(path, content):
        pass


def lay_file(path: Path, content: bytes) -> bool:
    """Make a file, whole, where there is none; of two who do so at once one is first.

    Returns whether it was made: False where there is a file, which stays. Raises StorageError.
    """
    path = _behind_links(path)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.partial")
    try:
        with told_by_the_disk():
            _write_durably(beside, content)
            try:
                os.link(beside, path)
            except FileExistsError:
                return False
            except OSError:  # a disk without links
                if not _is_laid(path, content):
                    return False
            sync_folder(path.parent)
        return True
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Write several files; none bears its name before all are complete and on the disk.

    Raises StorageError; the files that were there before are then untouched.
    """
    with staged_together(contents):
        pass


@contextlib.contextmanager
def staged_together(contents: Mapping[Path, bytes]) -> Iterator[None]:
    """Lay several files beside their names, run the block, then give them their names.

    As `staged`: when the block raises, no file appears.
    """
    with contextlib.ExitStack() as all_of_them:
        for path, content in contents.items():
            all_of_them.enter_context(staged(path, content))
        yield


@contextlib.contextmanager
def staged(path: Path, content: bytes | Iterable[bytes]) -> Iterator[None]:
    """Lay the content beside `path`, run the block, then give it the name.

    content: whole, or piece by piece where it is too long to be held at once.

    The block is for what must be written down before the file may appear (an audit row). When it
    raises, no file appears. Raises StorageError, also for a folder or a device of that name.
    """
    path = _behind_links(path)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.partial")
    try:
        with told_by_the_disk():
            _write_durably(beside, content)
        yield
        with told_by_the_disk():
            os.replace(beside, path)
            sync_folder(path.parent)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def keep_apart(source: Path, *targets: Path) -> None:
    """Refuse to write over the file that is read, and two files to one name.

    Raises StorageError ("file.same", "file.same_target").
    """
    real = [os.path.realpath(target) for target in targets]
    if any(_is_same(source, target) for target in targets):
        raise StorageError("file.same")
    if len(set(real)) < len(real):
        raise StorageError("file.same_target")


def _is_laid(path: Path, content: bytes) -> bool:
    try:
        _write_durably(path, content)
    except FileExistsError:
        return False
    return True


def _is_same(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False  # one of them is not there


def _behind_links(path: Path) -> Path:
    """Follow a link to the file that it stands for: the link stays, its file is replaced.

    Whoever may write anywhere would otherwise put a file in the place of /dev/null.
    """
    with told_by_the_disk():
        folder = os.path.realpath(path.parent)
        if path.is_symlink() and (folder == "/dev" or folder.startswith("/proc/")):
            raise StorageError("storage.not_a_file")  # /dev/stdout: a stream that is open
        path = Path(os.path.realpath(path))
        try:
            mode = path.stat().st_mode
        except FileNotFoundError:
            return path
    if not stat.S_ISREG(mode):
        raise StorageError("storage.not_a_file")
    return path


def _write_durably(path: Path, content: bytes | Iterable[bytes]) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, PRIVATE_FILE)
    with open(descriptor, "wb") as file:
        file.writelines((content,) if isinstance(content, bytes) else content)
        file.flush()
        os.fsync(file.fileno())


_BINARY: Final = getattr(os, "O_BINARY", 0)  # Windows alone turns line ends otherwise


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder durable. Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
