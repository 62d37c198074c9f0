import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from counselling.errors import VaultError, WrongKey
from counselling.records.audit import audit
from counselling.records.entrance import header as headers
from counselling.records.entrance.header import HEADER, SPARE
from counselling.records.log import families
from counselling.records.privacy import restricting
from counselling.records.staff import admission, clinic, codes, invitations, staff
from counselling.records.vault.acts import Role
from counselling.records.ways.code_to_renew import CodeToRenew
from counselling.records.ways.recovery_code import RecoveryCode, new_code
from counselling.records.ways.shares import new_shares
from counselling.records.ways.way import Proof
from tests.records.conftest import CODE, Desk, two_ways

BY_CODE = Proof(code=CODE)


def kinds(path: Path) -> list[str]:
    return [slot.kind for slot in headers.read(path).header.slots]


def test_a_code_that_opened_is_to_be_renewed_in_both_headers(desk: Desk, stored: Path) -> None:
    desk.open(stored).lock()
    assert RecoveryCode.kind in kinds(stored)
    with desk.open(stored, proof=BY_CODE) as vault:
        assert codes.is_due(vault)
    assert CodeToRenew.kind in kinds(stored)
    assert RecoveryCode.kind not in kinds(stored)
    assert (stored / HEADER).read_bytes() == (stored / SPARE).read_bytes()
    with desk.open(stored) as vault:  # however she comes in the next time
        assert codes.is_due(vault)
    with pytest.raises(VaultError) as used:
        codes.check_unused(headers.read(stored).header, BY_CODE)
    assert used.value.message_id == "vault.code_used"


def test_a_code_that_is_taken_back_leaves_the_one_before(desk: Desk, stored: Path) -> None:
    before = kinds(stored)
    with desk.open(stored) as vault:
        code = codes.offer(vault, current=BY_CODE, random=os.urandom)
        codes.withdraw(vault, code, random=os.urandom)
        with pytest.raises(WrongKey):
            codes.withdraw(vault, code, random=os.urandom)
        codes.withdraw(vault, CODE, random=os.urandom)  # one that stands is none to take back
        assert not codes.is_due(vault)
    assert kinds(stored) == before


def test_an_unused_code_of_another_is_not_touched(desk: Desk, stored: Path) -> None:
    hers = two_ways("what berta knows by heart", new_code(os.urandom))
    with desk.open(stored) as vault:
        admission.add_user(vault, "berta", Role.NURSE, ways=hers, random=os.urandom)
    with desk.open(stored, proof=BY_CODE) as vault:
        code = codes.offer(vault, current=BY_CODE, random=os.urandom)
        codes.confirm(vault, code, random=os.urandom)
    desk.open(stored, proof=hers[1].proof).lock()


@pytest.mark.parametrize("name", ["", " ", " berta", "ber\nta", "b\x1b[31m", "b" * 61, "b\u202eta"])
def test_a_name_that_no_list_can_show_is_refused(desk: Desk, stored: Path, name: str) -> None:
    with desk.open(stored) as vault:
        with pytest.raises(VaultError) as refused:
            invitations.invite(vault, name, Role.NURSE, random=os.urandom)
        assert refused.value.message_id == "vault.bad_user_name"


def test_who_lost_every_way_with_a_header_can_be_invited_anew(desk: Desk, stored: Path) -> None:
    with desk.open(stored) as vault:
        kept = (stored / HEADER).read_bytes()
        invitations.invite(vault, "berta", Role.NURSE, random=os.urandom)
    for name in (HEADER, SPARE):
        (stored / name).write_bytes(kept)  # an older header was put back
    with desk.open(stored) as vault:
        code = invitations.invite(vault, "berta", Role.READER, random=os.urandom)
        assert [m.role for m in staff.members(vault) if m.name == "berta" and not m.until] == [
            Role.READER
        ]
        admission.remove_user(vault, "berta")
    with pytest.raises(WrongKey):
        desk.open(stored, proof=Proof(code=code))


def test_an_invitation_is_taken_up_once_and_keeps_the_role(desk: Desk, stored: Path) -> None:
    hers = two_ways("what berta knows by heart", new_code(os.urandom))
    with desk.open(stored) as vault:
        code = invitations.invite(vault, "berta", Role.READER, random=os.urandom)
        with pytest.raises(VaultError) as no_guest:
            invitations.take_up(vault, ways=hers, random=os.urandom)
        assert no_guest.value.message_id == "vault.no_invitation"
    with desk.open(stored, proof=Proof(code=code)) as vault:
        with pytest.raises(VaultError) as too_few:
            invitations.take_up(vault, ways=hers[:1], random=os.urandom)
        assert too_few.value.message_id == "vault.one_way_in"
        invitations.take_up(vault, ways=hers, random=os.urandom)
    with pytest.raises(WrongKey):
        desk.open(stored, proof=Proof(code=code))
    for way in hers:
        with desk.open(stored, proof=way.proof) as vault:
            assert (vault.actor.name, vault.actor.role) == ("berta", Role.READER)


def test_the_clinics_sheets_open_after_whoever_made_them_has_left(desk: Desk, stored: Path) -> None:
    first, second = new_shares(os.urandom), new_shares(os.urandom)
    hers = two_ways("what berta knows by heart", new_code(os.urandom))
    with desk.open(stored) as vault:
        clinic.name_clinic(vault, first, random=os.urandom)
        admission.add_user(vault, "berta", Role.ADMINISTRATOR, ways=hers, random=os.urandom)
    with desk.open(stored, proof=hers[0].proof) as vault:
        admission.remove_user(vault, "anna")
    with desk.open(stored, proof=Proof(shares=first[1:])) as vault:
        assert vault.actor.name == clinic.NAME
        clinic.name_clinic(vault, second, random=os.urandom)  # by the clinic itself
    with pytest.raises(WrongKey):
        desk.open(stored, proof=Proof(shares=first[1:]))
    with desk.open(stored, proof=Proof(shares=second[:2])) as vault:
        told = {row.target for row in audit.rows(vault, limit=30)}
    assert {"vault/clinic shares", "staff/clinic shares"} <= told


def test_a_family_that_was_opened_to_a_guest_stays_open_to_her(desk: Desk, stored: Path) -> None:
    hers = two_ways("what berta knows by heart", new_code(os.urandom))
    with desk.open(stored) as vault:
        code = invitations.invite(vault, "berta", Role.COUNSELLOR, random=os.urandom)
        (family,) = families.listing(vault)
        restricting.restrict(vault, family.id, {"anna", "berta"})
    with desk.open(stored, proof=Proof(code=code)) as vault:
        invitations.take_up(vault, ways=hers, random=os.urandom)
    with desk.open(stored, proof=hers[0].proof) as vault:
        assert families.open_family(vault, family.id).family.persons
        restricting.restrict(vault, family.id, {"berta"})
    with desk.open(stored) as vault:
        with pytest.raises(VaultError) as refused:
            admission.remove_user(vault, "berta")
        assert (refused.value.message_id, refused.value.fields) == (
            "vault.sole_holder",
            {"families": 1},
        )
        admission.remove_user(vault, "berta", is_loss_accepted=True)


def test_each_deed_of_codes_and_guests_leaves_its_row(desk: Desk, stored: Path) -> None:
    with desk.open(stored) as vault:

        def row_of(deed: Callable[[], object]) -> tuple[str, str, str]:
            before = audit.head(vault).sequence
            deed()
            (row, *more) = [r for r in audit.rows(vault, limit=9) if r.sequence > before]
            assert not more
            return row.action, row.target, row.outcome

        made: list[str] = []
        offer = partial(codes.offer, vault, current=BY_CODE, random=os.urandom)
        to_renew = ("ways", "ways/recovery code to renew", "done")
        assert row_of(lambda: made.append(offer())) == to_renew
        withdraw = partial(codes.withdraw, vault, made[0], random=os.urandom)
        assert row_of(withdraw) == ("ways", "ways/fewer", "done")
        made.append(offer())
        confirm = partial(codes.confirm, vault, made[1], random=os.urandom)
        assert row_of(confirm) == ("ways", "ways/recovery code", "done")
        spend = partial(codes.spend, vault, Proof(code=made[1]), random=os.urandom)
        assert row_of(spend) == to_renew
        invite = partial(invitations.invite, vault, "berta", Role.NURSE, random=os.urandom)
        assert row_of(lambda: made.append(invite())) == ("staff", "staff/nurse", "done")
        change = partial(admission.change_role, vault, "berta", Role.READER)
        assert row_of(change) == ("staff", "staff/role/reader", "done")
    hers = two_ways("what berta knows by heart", new_code(os.urandom))
    with desk.open(stored, proof=Proof(code=made[2])) as vault:
        invitations.take_up(vault, ways=hers, random=os.urandom)
    with desk.open(stored) as vault:
        rows = [(row.actor, row.target) for row in audit.rows(vault, limit=12)]
    assert ("berta", "ways/first entry") in rows
    assert not any(code in str(rows) for code in made)
