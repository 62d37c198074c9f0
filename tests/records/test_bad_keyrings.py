"""Keyrings that do not do their duty: what is wrong is told, and another way opens all the same."""

import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend

from counselling.errors import VaultError, WrongKey
from counselling.records.entrance import header as headers
from counselling.records.entrance.entrance import WayIn
from counselling.records.entrance.header import Header
from counselling.records.staff import admission
from counselling.records.vault.acts import Role
from counselling.records.ways.device import PassphraseAndDevice
from counselling.records.ways.keyring import ALLOWED, SystemKeyring
from counselling.records.ways.passphrase import Passphrase
from counselling.records.ways.recovery_code import RecoveryCode
from counselling.records.ways.way import DeviceSecrets, Proof
from tests.records.conftest import CODE, PASSPHRASE, Desk, two_ways
from tests.records.stand_ins import Pocket
from tests.records.test_bad_keys import BY_CODE, lay, refusal


@pytest.fixture(scope="module")
def header(_stored: Path) -> Header:
    return headers.read(_stored).header


@pytest.fixture
def on_device(desk: Desk, tmp_path: Path) -> tuple[Path, Pocket]:
    """A vault that a passphrase opens on one device, and that device's keyring."""
    pocket = Pocket()
    here = WayIn(PassphraseAndDevice.kind, Proof(passphrase=PASSPHRASE, device=pocket))
    path = tmp_path / "device.vault"
    desk.create(path, ways=(here, WayIn(RecoveryCode.kind, BY_CODE))).lock()
    return path, pocket


class Failing(Pocket):
    """Locked, or gone since."""

    def recall(self, name: str) -> bytes | None:
        raise VaultError("vault.keyring_failed")


class Junk(Pocket):
    """Gives back what nobody gave it. junk: always this."""

    junk = b""

    def recall(self, name: str) -> bytes | None:
        return self.junk


def junk(content: bytes) -> Junk:
    made = Junk()
    made.junk = content
    return made


@pytest.mark.parametrize(
    ("device", "message_id"),
    [
        (None, "vault.keyring_absent"),
        (Pocket(), "vault.device_unknown"),
        (Failing(), "vault.keyring_failed"),
        (junk(b""), "vault.device_unknown"),
        (junk(bytes(31)), "vault.device_unknown"),
        (junk(bytes(3000)), "vault.device_unknown"),
        (junk(bytes(32)), "vault.wrong_key"),
    ],
    ids=["absent", "empty", "locked", "nothing", "short", "long", "another secret"],
)
def test_what_is_wrong_with_the_keyring_is_told_and_the_code_opens(
    desk: Desk, on_device: tuple[Path, Pocket], device: DeviceSecrets | None, message_id: str
) -> None:
    path, pocket = on_device
    proof = Proof(passphrase=PASSPHRASE, device=device)
    assert refusal(desk, path, proof).message_id == message_id
    desk.open(path, proof=BY_CODE).lock()
    desk.open(path, proof=Proof(passphrase=PASSPHRASE, device=pocket)).lock()


class Hanging(KeyringBackend):
    """Answers when it is let go, and counts who waits."""

    priority = 9  # type: ignore[assignment]
    let_go = threading.Event()
    asked = 0

    def set_password(self, service: str, username: str, password: str) -> None:
        """Take it."""

    def get_password(self, service: str, username: str) -> str | None:
        Hanging.asked += 1
        self.let_go.wait()
        return None


def test_a_keyring_that_hangs_is_waited_for_once_however_many_computers_there_are(
    desk: Desk, stored: Path, header: Header
) -> None:
    module, _, name = ALLOWED[0].rpartition(".")
    ring = SystemKeyring(type(name, (Hanging,), {"__module__": module})(), seconds=0.01)
    mine = next(slot for slot in header.slots if slot.kind == Passphrase.kind)
    others = tuple(
        replace(
            mine, name=f"{n:024}", kind=PassphraseAndDevice.kind,
            parameters={**mine.parameters, "device": f"{n:032}"},
        )
        for n in range(5)
    )  # fmt: skip
    lay(stored, replace(header, slots=(*others, *header.slots)))
    before = set(threading.enumerate())
    try:
        desk.open(stored, proof=Proof(passphrase=PASSPHRASE, device=ring)).lock()
        assert Hanging.asked == 1
        lay(stored, replace(header, slots=others))
        told = refusal(desk, stored, Proof(passphrase=PASSPHRASE, device=ring))
        assert told.message_id == "vault.keyring_failed"
    finally:
        Hanging.let_go.set()
        for thread in set(threading.enumerate()) - before:
            thread.join()


def test_the_device_is_asked_only_for_the_ways_of_who_is_at_the_door(
    desk: Desk, tmp_path: Path
) -> None:
    """A passphrase is stretched for each way that is tried: another's are not."""
    asked: list[str] = []

    class Counting(Pocket):
        def recall(self, name: str) -> bytes | None:
            asked.append(name)
            return super().recall(name)

    pocket, path = Counting(), tmp_path / "many.vault"

    def ways(passphrase: str, code: str) -> tuple[WayIn, ...]:
        here = WayIn(PassphraseAndDevice.kind, Proof(passphrase=passphrase, device=pocket))
        return (here, *two_ways(passphrase + " and more", code))

    with desk.create(path, ways=ways(PASSPHRASE, CODE)) as vault:
        for name in ("berta", "carla", "dora"):
            more = ways(f"what {name} knows by heart", CODE)
            admission.add_user(vault, name, Role.NURSE, ways=more, random=os.urandom)
    asked.clear()
    proof = Proof(passphrase="what dora knows by heart", device=pocket)
    desk.open(path, proof=proof, user="dora").lock()
    assert len(asked) == 1
    with pytest.raises(WrongKey):
        desk.open(path, proof=proof, user="berta")
