"""Edits build a family and never leave a broken one."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counselling.errors import PedigreeError
from counselling.pedigree.edits import (
    AddChild,
    AddParents,
    AddPartner,
    AddPerson,
    ChangePerson,
    ChooseProband,
    ClearMark,
    ClearPartnership,
    ClearTwins,
    Edit,
    LinkParent,
    Mark,
    RemovePeople,
    RemovePerson,
    SetPartnership,
    SetTwins,
    UnlinkParent,
)
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import ParentLink, Person, PersonId
from counselling.pedigree.structure import hanging_on
from counselling.pedigree.terms import ParentKind, Zygosity
from counselling.pedigree.validation import is_blocked
from tests.families.builders import family, man, three_generations, trio, twin_sisters, woman
from tests.families.complete import complete_families

MOTHER, FATHER = ParentKind.MOTHER, ParentKind.FATHER


@st.composite
def edits(draw: st.DrawFn, ids: tuple[PersonId, ...]) -> Edit:
    """Any edit, of people of a family and of one who is not there."""
    who = st.sampled_from((*ids, "new", "ghost"))
    kinds = st.sampled_from(ParentKind)
    links = st.builds(ParentLink, who, kinds)
    several = st.lists(links, max_size=3).map(tuple)
    people = st.builds(Person, who, parents=several)
    pairs = st.tuples(who, who)
    sets = st.lists(who, max_size=3).map(tuple)
    return draw(
        st.one_of(
            st.builds(AddPerson, people),
            st.builds(ChangePerson, people),
            st.builds(RemovePerson, who),
            st.builds(RemovePeople, sets),
            st.builds(SetPartnership, st.builds(Partnership, pairs)),
            st.builds(ClearPartnership, pairs),
            st.builds(AddParents, who, st.lists(people, max_size=2).map(tuple), several),
            st.builds(AddChild, people),
            st.builds(AddPartner, who, people),
            st.builds(LinkParent, who, links),
            st.builds(UnlinkParent, who, who),
            st.builds(SetTwins, st.builds(TwinSet, sets, st.sampled_from(Zygosity))),
            st.builds(ClearTwins, sets),
            st.builds(ChooseProband, who),
            st.builds(ClearMark, who, st.sampled_from(Mark)),
        )
    )


@settings(max_examples=300)
@given(data=st.data())
def test_no_edit_breaks_a_family(data: st.DataObject) -> None:
    standing = data.draw(complete_families(most=6, has_facts=False))
    for _ in range(3):
        edit = data.draw(edits(tuple(standing.by_id)))
        try:
            standing = edit.apply(standing)
        except PedigreeError:
            continue
        assert not is_blocked(standing)
        assert all(m in standing.by_id for twins in standing.twins for m in twins.members)
        assert {standing.proband, standing.consultand} <= {None, *standing.by_id}
        assert all(len(twins.members) > 1 for twins in standing.twins)


def test_parents_come_as_a_couple_and_donors_do_not() -> None:
    alone = family(woman("a"))
    links = (ParentLink("m", MOTHER), ParentLink("f", FATHER))
    after = AddParents("a", (woman("m"), man("f")), links).apply(alone)
    assert after.person("a").genetic_parents == ("m", "f")
    assert [p.partners for p in after.partnerships] == [("m", "f")]
    gift = (ParentLink("m", MOTHER), ParentLink("d", ParentKind.SPERM_DONOR))
    assert AddParents("a", (woman("m"), man("d")), gift).apply(alone).partnerships == ()


def test_a_second_parent_may_be_somebody_who_is_there() -> None:
    base = family(woman("a"), man("f"))
    links = (ParentLink("m", MOTHER), ParentLink("f", FATHER))
    after = AddParents("a", (woman("m"),), links).apply(base)
    assert set(after.person("a").genetic_parents) == {"m", "f"}


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (AddChild(woman("x", mother="ghost")), "no_such_person"),
        (AddChild(woman("child", mother="mother")), "double_id"),
        (LinkParent("mother", ParentLink("child", MOTHER)), "own_ancestor"),
        (LinkParent("mother", ParentLink("child", ParentKind.FOSTER)), "own_ancestor"),
        (LinkParent("child", ParentLink("child", MOTHER)), "doubled_parent"),
        (LinkParent("child", ParentLink("father", ParentKind.OVUM_DONOR)), "doubled_parent"),
        (ChangePerson(woman("mother", mother="child")), "own_ancestor"),
        (SetPartnership(Partnership(("child", "child"))), "partner_of_herself"),
        (SetTwins(TwinSet(("child",), Zygosity.UNKNOWN)), "too_few_twins"),
        (SetTwins(TwinSet(("child", "child"), Zygosity.UNKNOWN)), "too_few_twins"),
        (RemovePeople(("child", "ghost")), "no_such_person"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(edit: Edit, message: str) -> None:
    with pytest.raises(PedigreeError) as refused:
        edit.apply(trio())
    assert refused.value.message_id == f"pedigree.{message}"


def test_an_identical_pair_may_lie_within_triplets_and_a_new_set_takes_the_old_ones_place() -> None:
    base = family(woman("m"), *(woman(f"t{i}", mother="m") for i in range(1, 5)))
    three = TwinSet(("t1", "t2", "t3"), Zygosity.DIZYGOTIC)
    same = TwinSet(("t1", "t2"), Zygosity.MONOZYGOTIC)
    both = SetTwins(same).apply(SetTwins(three).apply(base))
    assert both.twins == (three, same)
    told = TwinSet(("t2", "t1"), Zygosity.UNKNOWN)
    assert SetTwins(told).apply(both).twins == (three, told)
    other = TwinSet(("t3", "t4"), Zygosity.UNKNOWN)
    assert SetTwins(other).apply(both).twins == (same, other)


def test_one_undo_takes_back_all_that_hangs_on_a_person() -> None:
    base = three_generations()
    gone = hanging_on(base, "mother")
    assert set(gone) == {"mother", "grandfather", "grandmother", "uncle"}
    after = RemovePeople(gone).apply(base)
    assert set(after.by_id) == {"father", "child", "brother"}
    assert not is_blocked(after)


def test_a_leaf_takes_nobody_along() -> None:
    assert hanging_on(three_generations(), "brother") == ("brother",)
    assert hanging_on(trio(), "child") in (("child",), ("child", "father"), ("child", "mother"))


def test_what_was_said_of_couples_and_twins_can_be_taken_back() -> None:
    base = AddPartner("child", woman("friend")).apply(trio())
    assert ClearPartnership(("friend", "child")).apply(base).partnerships == ()
    assert ClearTwins(("bea", "ada")).apply(twin_sisters()).twins == ()


def test_a_parent_taken_from_a_child_stays_in_the_family() -> None:
    after = UnlinkParent("child", "father").apply(trio())
    assert after.person("child").father is None
    assert "father" in after.by_id


MAKERS: tuple[Callable[[], Family], ...] = (trio, three_generations, twin_sisters)


@pytest.mark.parametrize("make", MAKERS)
def test_nobody_else_is_touched_by_a_new_child(make: Callable[[], Family]) -> None:
    base = make()
    after = AddChild(woman("late", mother="mother", father="father")).apply(base)
    assert after.persons[:-1] == base.persons
