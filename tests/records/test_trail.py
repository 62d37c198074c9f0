"""What can be undone is told from the log alone: after a restart, and whoever wrote in it."""

import os
from dataclasses import fields, replace
from pathlib import Path

import pytest

from counselling.pedigree.edits import AddPerson, AdoptFamily, ChangePerson, Edit, NameFamily
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person
from counselling.pedigree.steps import _PARTS, Retrace, Statement, Way, retrace
from counselling.pedigree.structure import AddPartner, RemovePeople
from counselling.pedigree.trail import Trail
from counselling.records.log import families, oplog, projection
from counselling.records.log.trail import trail
from counselling.records.staff import admission
from counselling.records.vault.acts import Act, Action, Role
from counselling.records.vault.vault import Vault
from counselling.records.ways.recovery_code import new_code
from tests.families.builders import three_generations, trio
from tests.records.conftest import Desk, two_ways

ANNA, BERTA = Person("anna", name="Anna"), Person("berta", name="Berta")


def write(vault: Vault, family: str, *edits: Edit) -> Family:
    """Append edits to a family as it stands."""
    after = families.open_family(vault, family).sequence
    return families.append(vault, family, edits=edits, after=after).family


def go(vault: Vault, family: str, way: Way) -> Family:
    now = families.open_family(vault, family).family
    wanted = trail(vault, family).wanted(way)
    assert wanted is not None
    return write(vault, family, retrace(now, wanted, way))


def lengths(found: Trail) -> tuple[int, int]:
    return len(found.done), len(found.undone)


@pytest.fixture
def family(vault: Vault) -> str:
    return families.create(vault, name="Berg")


def test_nothing_leads_behind_the_beginning_of_a_family(vault: Vault, family: str) -> None:
    assert lengths(trail(vault, family)) == (0, 0)
    assert lengths(trail(vault, families.adopt(vault, trio()))) == (0, 0)


def test_an_edit_is_a_step_and_a_statement_joins_several(vault: Vault, family: str) -> None:
    write(vault, family, AddPerson(ANNA))
    write(vault, family, Statement(2, "sis 40"), AddPerson(BERTA), NameFamily("Holm"))
    one, two = trail(vault, family).done
    assert [type(edit) for edit in two.edits] == [AddPerson, NameFamily]
    assert (one.typed, two.typed) == ("", "sis 40")
    assert [p.id for p in two.before.persons] == ["anna"]
    assert two.after.name == "Holm"


def test_undo_and_redo_are_told_again_from_the_log(vault: Vault, family: str) -> None:
    empty = families.open_family(vault, family).family
    whole = write(vault, family, AddPerson(ANNA))
    whole = write(vault, family, AddPerson(BERTA))
    go(vault, family, Way.BACK)
    assert lengths(trail(vault, family)) == (1, 1)
    assert go(vault, family, Way.BACK) == empty
    assert lengths(trail(vault, family)) == (0, 2)
    go(vault, family, Way.FORTH)
    assert go(vault, family, Way.FORTH) == whole
    assert lengths(trail(vault, family)) == (2, 0)


def test_what_was_undone_is_gone_after_another_edit(vault: Vault, family: str) -> None:
    write(vault, family, AddPerson(ANNA))
    go(vault, family, Way.BACK)
    write(vault, family, AddPerson(BERTA))
    assert lengths(trail(vault, family)) == (1, 0)


def test_a_retrace_to_somewhere_else_is_a_step_like_others(vault: Vault, family: str) -> None:
    now = write(vault, family, AddPerson(ANNA))
    elsewhere = AddPerson(BERTA).apply(now)
    write(vault, family, retrace(now, elsewhere, Way.BACK))
    assert lengths(trail(vault, family)) == (2, 0)


def test_a_step_of_somebody_else_bears_her_name(desk: Desk, stored: Path) -> None:
    with desk.open(stored) as vault:
        made = families.listing(vault)[0].id
        write(vault, made, NameFamily("Holm"))
        his = two_ways("what nils knows by heart", new_code(os.urandom))
        admission.add_user(vault, "nils", Role.NURSE, ways=his, random=os.urandom)
    with desk.open(stored, proof=his[1].proof) as vault:
        write(vault, made, AddPerson(BERTA))
        hers, mine = trail(vault, made).done
        assert hers.writer is not None
        assert (hers.writer.name, mine.writer) == ("anna", None)
        go(vault, made, Way.BACK)
        assert go(vault, made, Way.BACK).name != "Holm"  # undo goes through both alike


def test_a_log_after_undo_is_whole_and_rebuilds_the_same(vault: Vault, family: str) -> None:
    write(vault, family, AddPerson(ANNA))
    go(vault, family, Way.BACK)
    assert vault.read(lambda connection: projection.is_true(connection, family, vault.families))
    families.rebuild(vault)
    assert families.open_family(vault, family).family.persons == ()


def test_undo_is_one_small_entry_whatever_was_done(vault: Vault) -> None:
    made = families.adopt(vault, three_generations())
    before = families.open_family(vault, made).family
    gone = before.persons[2]
    write(vault, made, RemovePeople((gone.id,)))
    assert go(vault, made, Way.BACK) == before
    last = vault.read(lambda c: list(oplog.entries(c, made, vault.families.of(c, made))))[-1].edit
    assert isinstance(last, Retrace)
    assert last.whole is None
    assert len(last.inserted) < len(before.persons)


def test_a_note_of_an_act_stays_out_of_the_trail(vault: Vault, family: str) -> None:
    vault.note_act(Act(Action.VIEW, "family", family))
    assert lengths(trail(vault, family)) == (0, 0)


@pytest.mark.parametrize(
    "edits",
    [
        (AddPerson(ANNA),),
        (AddPartner("child", ANNA),),
        (RemovePeople(("mother",)),),
        (ChangePerson(Person("child", name="New")), NameFamily("Other")),
        (AdoptFamily(three_generations()),),
    ],
)
def test_a_retrace_leads_there_and_back_exactly(edits: tuple[Edit, ...]) -> None:
    before = trio()
    after = before
    for edit in edits:
        after = edit.apply(after)
    assert retrace(after, before, Way.BACK).apply(after) == before
    assert retrace(before, after, Way.FORTH).apply(before) == after


def test_a_retrace_says_of_every_part_of_a_family_only_what_differs() -> None:
    before = trio()
    for part in fields(Family):
        other = getattr(three_generations(), part.name)
        if part.name != "id" and other != getattr(before, part.name):
            after = replace(before, **{part.name: other})
            assert retrace(after, before, Way.BACK).whole is None, part.name
    assert set(_PARTS) | {"id", "name", "persons", "proband", "consultand"} == {
        part.name for part in fields(Family)
    }
