"""`consultand vault` before headers that somebody wrote in: one sentence each, no traceback."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from counselling.records.entrance import header as headers
from counselling.records.entrance.header import HEADER, SPARE, Header
from counselling.records.entrance.slots import Slot
from tests.app.conftest import Run, Said

PASSPHRASE = "four goats sing softly"

Spoil = Callable[[Header], Header]


def of_slots(change: Callable[[Slot], Slot]) -> Spoil:
    return lambda header: replace(header, slots=tuple(change(slot) for slot in header.slots))


def with_parameters(**told: str | int) -> Spoil:
    return of_slots(lambda slot: replace(slot, parameters={**slot.parameters, **told}))


SPOILT: dict[str, Spoil] = {
    "no users": lambda header: replace(header, users=()),
    "no slots": lambda header: replace(header, slots=()),
    "another vault": lambda header: replace(header, vault="f" * 32),
    "another epoch": lambda header: replace(header, epoch=7),
    "another database": lambda header: replace(header, database_salt="f" * 32),
    "a salt that is none": lambda header: replace(header, database_salt="no hex"),
    "a user without keys": lambda h: replace(
        h, users=tuple(replace(u, signing="", sealing="", sealed="") for u in h.users)
    ),
    "a user of another id": lambda h: replace(
        h, users=tuple(replace(u, id="f" * 32) for u in h.users)
    ),
    "keys that are too long": lambda h: replace(
        h, users=tuple(replace(u, sealed=u.sealed * 9) for u in h.users)
    ),
    "slots renamed": of_slots(lambda slot: replace(slot, name=slot.name[::-1])),
    "slots of another kind": of_slots(lambda slot: replace(slot, kind="clinic shares")),
    "slots of no kind": of_slots(lambda slot: replace(slot, kind="")),
    "slots of a later release": of_slots(lambda slot: replace(slot, kind="palm")),
    "a nonce that is none": of_slots(lambda slot: replace(slot, nonce="xyz")),
    "a wrap that is none": of_slots(lambda slot: replace(slot, wrapped="00")),
    "a cheap passphrase": with_parameters(passes=1, memory_kib=8, lanes=1),
    "a passphrase that costs the earth": with_parameters(memory_kib=2**31),
    "a salt of one byte": with_parameters(salt="00"),
    "a salt that is a number": with_parameters(salt=5),
}


OTHER_DEEDS = (("users", "--invite", "berta"), ("ways",))


@pytest.mark.parametrize(
    ("name", "words"),
    [*((name, ("verify",)) for name in SPOILT), *(("another epoch", deed) for deed in OTHER_DEEDS)],
)
def test_a_header_that_was_written_in_is_refused_in_one_sentence(
    run: Run, closed: Path, tmp_path: Path, name: str, words: tuple[str, ...]
) -> None:
    content = headers.render(SPOILT[name](headers.read(closed).header))
    for place in (HEADER, SPARE):
        (closed / place).write_bytes(content)
    said = told(run, *words[:1], closed, *words[1:], secrets=(PASSPHRASE,))
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert "Traceback" not in said.err
    assert "error." not in said.err  # a sentence, not the name of one
    assert said.err.count(". ") >= 1  # what happened, and what now


def told(run: Run, *words: object, secrets: tuple[str, ...]) -> Said:
    read, write = os.pipe()
    try:
        os.write(write, "".join(f"{secret}\n" for secret in secrets).encode())
        os.close(write)
        return run("vault", *words, "--secret-fd", read, "--no-keyring")
    finally:
        os.close(read)


@pytest.fixture
def closed(run: Run, tmp_path: Path) -> Path:
    folder = tmp_path / "clinic.vault"
    assert told(run, "create", folder, "--user", "anna", secrets=(PASSPHRASE,)).code == 0
    return folder


def test_what_is_no_vault_is_told_for_every_deed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.vault").mkdir()
    (tmp_path / "file.vault").write_text("no folder")
    for name in ("empty.vault", "file.vault", "missing.vault"):
        for deed in ("verify", "users", "ways", "enter", "code", "passphrase"):
            said = told(run, deed, tmp_path / name, secrets=(PASSPHRASE, PASSPHRASE))
            assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
            assert "Traceback" not in said.err
