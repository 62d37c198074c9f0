import os
from pathlib import Path

import pytest

from counselling.errors import DamagedVault, VaultError, WrongKey
from counselling.records.audit import audit
from counselling.records.entrance import header as headers
from counselling.records.entrance.entrance import WayIn
from counselling.records.entrance.header import HEADER
from counselling.records.entrance.users import Place, UserKeys, enrolled
from counselling.records.keys.keys import Key
from counselling.records.staff import admission, staff
from counselling.records.vault.acts import Actor, Role
from counselling.records.ways.device import PassphraseAndDevice
from counselling.records.ways.passphrase import Passphrase
from counselling.records.ways.recovery_code import RecoveryCode, new_code
from counselling.records.ways.security_key import SecurityKeyWay
from counselling.records.ways.shares import ClinicShares, new_shares
from counselling.records.ways.way import Proof
from tests.records.conftest import CODE, PASSPHRASE, Desk, two_ways
from tests.records.stand_ins import FakeSecurityKey, Pocket

NEW_PASSPHRASE = "quite another sentence"
BY_CODE, BY_PASSPHRASE = Proof(code=CODE), Proof(passphrase=PASSPHRASE)


def test_every_way_opens_the_same_vault_for_the_same_user(desk: Desk, tmp_path: Path) -> None:
    pocket, token, shares = Pocket(), FakeSecurityKey(), new_shares(os.urandom)
    ways = (
        WayIn(Passphrase.kind, BY_PASSPHRASE),
        WayIn(PassphraseAndDevice.kind, Proof(passphrase=NEW_PASSPHRASE, device=pocket)),
        WayIn(RecoveryCode.kind, BY_CODE),
        WayIn(ClinicShares.kind, Proof(shares=shares)),
        WayIn(SecurityKeyWay.kind, Proof(security_key=token)),
    )
    path = tmp_path / "many.vault"
    with desk.create(path, ways=ways) as vault:
        known = staff.members(vault)
    for way in ways:
        with desk.open(path, proof=way.proof) as vault:
            assert vault.actor == Actor("anna", Role.ADMINISTRATOR)
            assert staff.members(vault) == known
            assert audit.rows(vault)[0].target == f"vault/{way.kind}"
    with pytest.raises(WrongKey):
        desk.open(path, proof=Proof(passphrase=NEW_PASSPHRASE))  # the device is not here
    with pytest.raises(WrongKey):
        desk.open(path, proof=Proof(shares=(shares[0],)))
    with pytest.raises(WrongKey):
        desk.open(path, proof=Proof(security_key=FakeSecurityKey()))


@pytest.mark.parametrize("kinds", [0, 1, 2])
def test_a_vault_that_one_lost_device_would_close_for_ever_is_not_made(
    desk: Desk, tmp_path: Path, kinds: int
) -> None:
    pocket = Pocket()
    on_this_device = WayIn(PassphraseAndDevice.kind, Proof(passphrase=PASSPHRASE, device=pocket))
    with pytest.raises(VaultError) as refused:
        desk.create(tmp_path / "new.vault", ways=(on_this_device,) * kinds)
    assert refused.value.message_id == "vault.one_way_in"
    assert not pocket.secrets
    assert not list(tmp_path.iterdir())


def test_a_changed_passphrase_opens_and_the_old_one_no_more(desk: Desk, stored: Path) -> None:
    new = WayIn(Passphrase.kind, Proof(passphrase=NEW_PASSPHRASE))
    with desk.open(stored) as vault:
        old = next(slot for slot in admission.ways(vault) if slot.kind == Passphrase.kind)
        for current, error in ((Proof(passphrase="not the passphrase"), WrongKey),
                               (Proof(), WrongKey)):  # fmt: skip
            with pytest.raises(error):
                admission.change_ways(
                    vault, (new,), current=current, without=(old.name,), random=os.urandom
                )
        admission.change_ways(
            vault, (new,), current=BY_PASSPHRASE, without=(old.name,), random=os.urandom
        )
        assert audit.rows(vault)[0].target == "ways/passphrase"
    with pytest.raises(WrongKey):
        desk.open(stored)
    desk.open(stored, passphrase=NEW_PASSPHRASE).lock()
    (stored / HEADER).unlink()  # the spare has followed: the old passphrase is gone from both
    with pytest.raises(WrongKey):
        desk.open(stored)
    desk.open(stored, passphrase=NEW_PASSPHRASE).lock()


def test_the_last_but_one_way_cannot_be_taken(desk: Desk, stored: Path) -> None:
    before = (stored / HEADER).read_bytes()
    with desk.open(stored) as vault:
        for slot in admission.ways(vault):
            with pytest.raises(VaultError) as refused:
                admission.change_ways(
                    vault, (), current=BY_CODE, without=(slot.name,), random=os.urandom
                )
            assert refused.value.message_id == "vault.one_way_in"
    assert (stored / HEADER).read_bytes() == before


def test_another_user_comes_in_with_a_name_a_role_and_keys_of_her_own(
    desk: Desk, stored: Path
) -> None:
    hers = two_ways("what berta knows by heart", new_code(os.urandom))
    with desk.open(stored) as vault:
        mine = vault.user.signing
        admission.add_user(vault, "berta", Role.NURSE, ways=hers, random=os.urandom)
        with pytest.raises(VaultError) as twice:
            admission.add_user(vault, "berta", Role.READER, ways=hers, random=os.urandom)
        assert twice.value.message_id == "vault.user_exists"
    for way in hers:
        with desk.open(stored, proof=way.proof, user="berta") as vault:
            assert vault.actor == Actor("berta", Role.NURSE)
            assert vault.user.signing != mine
            with pytest.raises(VaultError) as refused:
                admission.add_user(vault, "carla", Role.NURSE, ways=hers, random=os.urandom)
            assert refused.value.message_id == "vault.not_allowed"
            with pytest.raises(VaultError):
                admission.remove_user(vault, "anna")
    with pytest.raises(WrongKey):
        desk.open(stored, proof=hers[0].proof, user="anna")


def test_a_user_who_is_taken_out_comes_in_by_no_header(desk: Desk, stored: Path) -> None:
    hers = two_ways("what berta knows by heart", new_code(os.urandom))
    with desk.open(stored) as vault:
        admission.add_user(vault, "berta", Role.NURSE, ways=hers, random=os.urandom)
    kept = (stored / HEADER).read_bytes()
    with desk.open(stored) as vault:
        admission.remove_user(vault, "berta")
        with pytest.raises(VaultError) as unknown:
            admission.remove_user(vault, "berta")
        with pytest.raises(VaultError) as last:
            admission.remove_user(vault, "anna")
        assert (unknown.value.message_id, last.value.message_id) == (
            "vault.no_such_user",
            "vault.last_administrator",
        )
    with pytest.raises(WrongKey):
        desk.open(stored, proof=hers[0].proof)
    (stored / HEADER).write_bytes(kept)  # somebody puts the old header back
    with pytest.raises(DamagedVault) as refused:
        desk.open(stored, proof=hers[0].proof)
    assert refused.value.message_id == "vault.user_unknown"
    desk.open(stored).lock()


def test_who_writes_a_user_into_the_header_is_not_let_in(desk: Desk, stored: Path) -> None:
    header = headers.read(stored).header
    desk.open(stored).lock()
    intruder = UserKeys(Key(bytes(32)))
    guessed = Key(bytes(32))  # the vault's key is not known to who has only the disk
    forged = enrolled(
        header.users[0].id, "anna", intruder, vault_key=guessed,
        place=Place(header.vault, header.epoch),
    )  # fmt: skip
    headers.settle(stored, headers.Header(**{  # type: ignore[arg-type]
        **{name: getattr(header, name) for name in ("format", "vault", "epoch", "database_salt")},
        "users": (forged,), "slots": header.slots,
    }))  # fmt: skip
    with pytest.raises(DamagedVault):
        desk.open(stored)
