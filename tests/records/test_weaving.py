"""Histories that went on at several desks: whatever arrives when, all desks see the same family,
and of what was said nothing is gone unless somebody who had seen it said something else."""

import hashlib
import os
import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from counselling.errors import DamagedVault, PedigreeError
from counselling.pedigree.edits import (
    AddPerson,
    AdoptFamily,
    ChangePerson,
    ChooseProband,
    Edit,
    NameFamily,
    SetPartnership,
)
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import Age, Diagnosis, ParentLink, Person
from counselling.pedigree.places import Place, at, differences, whom
from counselling.pedigree.settling import Settle
from counselling.pedigree.steps import Way, retrace
from counselling.pedigree.structure import (
    AddChild,
    LinkParent,
    RemovePeople,
    SetTwins,
    UnlinkParent,
)
from counselling.pedigree.terms import ParentKind, PartnershipStatus, Sex, Zygosity
from counselling.pedigree.wholeness import demand_parents
from counselling.records.log.differing import Difference
from counselling.records.log.weaving import Loom, Thread
from tests.families.builders import trio

RUNS = int(os.environ.get("CONSULTAND_MERGES", "150"))  # a nightly run takes 5,000
DESKS = 3
KINDS = (ParentKind.MOTHER, ParentKind.FATHER, ParentKind.ADOPTIVE)


def some_edit(chance: random.Random, family: Family, tag: int) -> Edit:
    """An edit as a desk would make it of a family as it stands there."""
    people = family.persons
    if not people or chance.random() < 0.08:
        return AddPerson(Person(f"n{tag}", name=f"N{tag}", sex=chance.choice(list(Sex))))
    one, other = chance.choice(people), chance.choice(people).id
    return chance.choice(
        (
            ChangePerson(replace(one, name=f"name {tag}")),
            ChangePerson(replace(one, age=Age.at(chance.randrange(90)))),
            ChangePerson(replace(one, diagnoses=(*one.diagnoses, Diagnosis(f"c{tag}")))),
            ChangePerson(replace(one, diagnoses=one.diagnoses[1:], note=f"note {tag}")),
            LinkParent(one.id, ParentLink(other, chance.choice(KINDS))),
            UnlinkParent(one.id, other),
            RemovePeople((one.id,)),
            SetPartnership(Partnership((one.id, other), chance.choice(list(PartnershipStatus)))),
            SetTwins(TwinSet((one.id, other), chance.choice(list(Zygosity)))),
            AddChild(Person(f"k{tag}", parents=(ParentLink(one.id, ParentKind.MOTHER),))),
            ChooseProband(one.id),
            NameFamily(f"family {tag}"),
        )
    )


class Desks(RuleBasedStateMachine):
    """Several copies of a family, edited apart; entries come late, doubled, in any order."""

    @initialize()
    def begin(self) -> None:
        self.looms = [Loom("f") for _ in range(DESKS)]
        self.sent: dict[bytes, Thread] = {}
        self.before: dict[bytes, Family] = {}
        self.after: dict[bytes, Family] = {}
        self.stood: list[list[Family]] = [[] for _ in range(DESKS)]
        root = Thread(b"root", (), 1, AdoptFamily(trio()))
        for desk in range(DESKS):
            self.put(desk, root)
        self.sent[root.op] = root

    def put(self, desk: int, thread: Thread) -> None:
        loom = self.looms[desk]
        if loom.has(thread.op):
            return
        for parent in thread.parents:
            self.put(desk, self.sent[parent])
        before, after = loom.take(thread)
        assert self.before.setdefault(thread.op, before) == before  # as its author saw it,
        assert self.after.setdefault(thread.op, after) == after  # at every desk

    @rule(desk=st.integers(0, DESKS - 1), chance=st.randoms(use_true_random=False))
    def edit(self, desk: int, chance: random.Random) -> None:
        loom, tag = self.looms[desk], len(self.sent)
        woven = loom.woven()
        if woven.differences and chance.random() < 0.3:
            edit: Edit = Settle(chance.choice(woven.differences).place)
        elif self.stood[desk] and chance.random() < 0.15:
            edit = retrace(woven.family, self.stood[desk][-1], Way.BACK)
        else:
            edit = some_edit(chance, woven.family, tag)
        try:
            edit.apply(woven.family)
        except PedigreeError:
            return
        self.stood[desk].append(woven.family)
        op = hashlib.sha256(f"{desk}/{tag}".encode()).digest()
        clock = 1 + max(self.sent[head].clock for head in loom.heads)
        thread = Thread(op, loom.heads, clock, edit)
        self.sent[op] = thread
        self.put(desk, thread)
        assert loom.woven().family == self.after[op]

    @rule(desk=st.integers(0, DESKS - 1), chance=st.randoms(use_true_random=False))
    def deliver(self, desk: int, chance: random.Random) -> None:
        """Some of what was sent comes, in any order, some of it twice."""
        letters = [one for one in self.sent.values() if chance.random() < 0.6] * 2
        chance.shuffle(letters)
        for letter in letters:
            self.put(desk, letter)

    def teardown(self) -> None:
        if not hasattr(self, "looms"):
            return
        for desk in range(DESKS):
            for thread in sorted(self.sent.values(), key=lambda one: one.op, reverse=bool(desk)):
                self.put(desk, thread)
        first, *others = (loom.woven() for loom in self.looms)
        assert all(woven == first for woven in others)
        self.check_structure(first.family)
        self.check_nothing_is_lost(first.family, first.differences)

    @staticmethod
    def check_structure(family: Family) -> None:
        for person in family.persons:
            demand_parents(family, person.id, person.parents)
        told = [*family.partnerships, *family.twins]
        assert {p for one in told for p in getattr(one, "partners", ())} <= set(family.by_id)
        assert {p for one in told for p in getattr(one, "members", ())} <= set(family.by_id)

    def check_nothing_is_lost(self, family: Family, open_ones: tuple[Difference, ...]) -> None:
        shown = {(one.place, spoken.op) for one in open_ones for spoken in one.spoken}
        refused = {spoken.op for one in open_ones if one.is_refused for spoken in one.spoken}
        writings = {op: self.writing(op) for op in self.sent}
        for op, writing in writings.items():
            later = [other for other in self.sent if other != op and self.has_seen(other, op)]
            replaced = {place for other in later for place in writings[other]}
            if op in refused or {p for p in writing if len(p) == 2} & replaced:
                continue
            for place, value in writing.items():
                if place[0] == "arrangement" or place in replaced or (place, op) in shown:
                    continue
                assert self.stands(family, place, value), (place, value)

    @staticmethod
    def stands(family: Family, place: Place, value: object) -> bool:
        if any(person not in family.by_id for person in whom(place)):
            return True  # removed by somebody who had seen this, which `replaced` tells
        here = at(family, place)
        both_lists = isinstance(here, tuple) and isinstance(value, tuple)
        return here == value or (both_lists and all(item in here for item in value))  # type: ignore[union-attr]

    def writing(self, op: bytes) -> dict[Place, object]:
        found = differences(self.before[op], self.after[op])
        told: dict[Place, object] = {place: change.after for place, change in found.items()}
        edit = self.sent[op].edit
        if isinstance(edit, Settle):
            told[edit.place] = at(self.before[op], edit.place)
        return told

    def has_seen(self, op: bytes, other: bytes) -> bool:
        parents = self.sent[op].parents
        return other in parents or any(self.has_seen(parent, other) for parent in parents)


Desks.TestCase.settings = settings(
    max_examples=RUNS,
    stateful_step_count=14,
    suppress_health_check=list(HealthCheck),
)
TestDesks = Desks.TestCase


def two_desks(one: Edit, other: Edit, *, family: Family | None = None) -> Loom:
    """A family of which two people said something at one time."""
    loom = Loom("f")
    loom.take(Thread(b"0", (), 1, AdoptFamily(family or trio())))
    loom.take(Thread(b"1", (b"0",), 2, one))
    loom.take(Thread(b"2", (b"0",), 2, other))
    return loom


CHILD = trio().persons[-1]
MOTHER = trio().persons[0]


def test_what_was_said_of_different_things_stands_beside_each_other() -> None:
    loom = two_desks(
        ChangePerson(replace(CHILD, name="Ida")), ChangePerson(replace(CHILD, age=Age.at(9)))
    )
    woven = loom.woven()
    child = woven.family.person(CHILD.id)
    assert (child.name, child.age, woven.differences) == ("Ida", Age.at(9), ())


def test_lists_to_which_both_added_hold_both() -> None:
    one, other = Diagnosis("breast"), Diagnosis("ovary")
    loom = two_desks(
        ChangePerson(replace(CHILD, diagnoses=(*CHILD.diagnoses, one))),
        ChangePerson(replace(CHILD, diagnoses=(*CHILD.diagnoses, other))),
    )
    assert {one, other} <= set(loom.woven().family.person(CHILD.id).diagnoses)
    assert loom.woven().differences == ()


def test_two_ages_are_both_shown_until_somebody_settles_it() -> None:
    loom = two_desks(
        ChangePerson(replace(CHILD, age=Age.at(40))), ChangePerson(replace(CHILD, age=Age.at(42)))
    )
    (difference,) = loom.woven().differences
    assert difference.place == ("person", CHILD.id, "age")
    assert [spoken.value for spoken in difference.spoken] == [Age.at(40), Age.at(42)]
    loom.take(Thread(b"3", (b"1", b"2"), 3, Settle(difference.place)))
    assert loom.woven().differences == ()
    assert loom.woven().family.person(CHILD.id).age == Age.at(42)


def test_who_is_still_written_about_is_not_removed() -> None:
    loom = two_desks(
        RemovePeople((CHILD.id,)), ChangePerson(replace(CHILD, diagnoses=(Diagnosis("breast"),)))
    )
    (difference,) = loom.woven().differences
    assert (difference.place, difference.is_refused) == (("person", CHILD.id), True)
    assert loom.woven().family.person(CHILD.id).diagnoses == (Diagnosis("breast"),)
    loom.take(Thread(b"3", (b"1", b"2"), 3, RemovePeople((CHILD.id,))))
    assert (loom.woven().differences, CHILD.id in loom.woven().family.by_id) == ((), False)


def test_parents_who_together_would_close_a_circle_do_not_both_count() -> None:
    two = Family("f", persons=(Person("a"), Person("b")))
    loom = two_desks(
        LinkParent("a", ParentLink("b", ParentKind.MOTHER)),
        LinkParent("b", ParentLink("a", ParentKind.MOTHER)),
        family=two,
    )
    woven = loom.woven()
    assert sum(len(person.parents) for person in woven.family.persons) == 1
    assert [(one.place[-1], one.is_refused) for one in woven.differences] == [("parents", True)]


def test_an_entry_whose_parents_are_not_here_is_refused() -> None:
    with pytest.raises(DamagedVault):
        Loom("f").take(Thread(b"1", (b"0",), 2, NameFamily("x")))
