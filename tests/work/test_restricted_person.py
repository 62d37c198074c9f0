"""Whoever asked for it is kept and not used: nothing about her is written, shown or changed."""

from dataclasses import replace
from pathlib import Path

import pytest

from counselling.drawing.svg import svg
from counselling.errors import VaultError
from counselling.figures.sheet_order import Format, SheetOrder
from counselling.formats import registry
from counselling.pedigree.edits import AddPerson, ChangePerson, RemovePerson
from counselling.pedigree.family import Family
from counselling.pedigree.person import ParentLink, Person
from counselling.pedigree.terms import ParentKind, Sex
from counselling.records.log import families
from counselling.work.desk import Desk

MARK = "Zerubabel"


@pytest.fixture
def family(desk: Desk, folder: Path) -> Family:
    """A family with a diagnosed relative who asked for her records to be kept and not used."""
    line = max(desk.families.summaries(), key=lambda one: one.people)
    known = desk.families.record(line.id)
    whom = next(p for p in known.family.persons if p.diagnoses and p.id != known.family.proband)
    named = ChangePerson(replace(whom, name=f"{MARK} Invented"))
    desk.families.change(line.id, (named,), after=known.sequence)
    desk.safekeeping.requests.restrict(line.id, whom.id, is_restricted=True)
    assert folder.is_dir()
    return desk.families.record(line.id).family


@pytest.fixture
def held(family: Family) -> Person:
    return next(person for person in family.persons if MARK in person.name)


def test_nothing_of_her_goes_out_in_a_file_and_it_is_said(
    desk: Desk, family: Family, held: Person, tmp_path: Path
) -> None:
    target = tmp_path / "family.consultand"
    losses = desk.families.export(family.id, target)
    assert [(loss.message_id, dict(loss.fields)["person"]) for loss in losses] == [
        ("loss.held_back", held.name)
    ]
    assert MARK not in target.read_text("utf-8")
    out = registry.read(target.read_bytes()).families[0]
    assert len(out.persons) == len(family.persons)
    assert out.person(held.id).diagnoses == ()
    others = [person for person in family.persons if person.id != held.id]
    assert [person for person in out.persons if person.id != held.id] == others


def test_she_is_a_symbol_on_the_board_and_on_a_sheet(
    desk: Desk, family: Family, held: Person, tmp_path: Path
) -> None:
    shown = desk.pedigrees.show(family.id)
    desk.safekeeping.requests.restrict(family.id, held.id, is_restricted=False)
    before = svg(desk.boards.pedigree(family.id, language="en").scene)
    desk.safekeeping.requests.restrict(family.id, held.id, is_restricted=True)
    assert svg(desk.boards.pedigree(family.id, language="en").scene) != before
    target = tmp_path / "sheet.svg"
    order = SheetOrder(format=Format.SVG)
    desk.sheets.save(family, shown.drawing.layout, order, target, lambda _: None)
    assert MARK not in target.read_text("utf-8")


def test_her_facts_are_neither_changed_nor_thrown_away_and_others_are(
    desk: Desk, family: Family, held: Person
) -> None:
    stands = desk.families.record(family.id)
    for edit in (ChangePerson(replace(held, note="more")), RemovePerson(held.id)):
        with pytest.raises(VaultError) as refused:
            desk.families.change(family.id, (edit,), after=stands.sequence)
        assert refused.value.message_id == "vault.restricted"
    kind = ParentKind.MOTHER if held.sex is Sex.FEMALE else ParentKind.FATHER
    child = Person("new", parents=(ParentLink(held.id, kind),))
    other = replace(next(p for p in family.persons if p.id != held.id), note="more")
    edits = (AddPerson(child), ChangePerson(other))
    after = desk.families.change(family.id, edits, after=stands.sequence)
    assert after.family.person("new").parents == child.parents
    assert after.family.person(other.id).note == "more"


def test_her_risk_is_not_worked_out_and_her_relatives_is(
    desk: Desk, family: Family, held: Person
) -> None:
    with pytest.raises(VaultError) as refused:
        desk.risks.ask(family, person=held.id, country="UK")
    assert refused.value.message_id == "vault.restricted"
    assert desk.risks.ask(family, person=None, country="UK").assessment


def test_a_family_of_which_all_is_restricted_takes_no_edit(desk: Desk, family: Family) -> None:
    desk.safekeeping.requests.restrict(family.id, "", is_restricted=True)
    stands = families.open_family(desk.unlock.vault, family.id)
    edit = ChangePerson(replace(family.persons[0], note="more"))
    with pytest.raises(VaultError) as refused:
        desk.families.change(family.id, (edit,), after=stands.sequence)
    assert refused.value.message_id == "vault.restricted"
