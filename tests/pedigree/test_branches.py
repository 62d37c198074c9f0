"""Branches folded away: who goes, who stays, and that what is left is a family."""

from hypothesis import given
from hypothesis import strategies as st

from counselling.layout.layout import Effort, place
from counselling.pedigree.branches import Branch, Fold, branches_of, folded
from counselling.pedigree.family import Family
from tests.families.builders import family, man, woman
from tests.families.strategies import families

FAMILY = family(
    man("grandfather"),
    woman("grandmother"),
    man("father"),
    woman("aunt", mother="grandmother", father="grandfather"),
    woman("mother", mother="grandmother", father="grandfather"),
    woman("child", mother="mother", father="father"),
    man("husband"),
    man("grandchild", mother="child", father="husband"),
    man("cousin", mother="aunt"),
)


def left(*folds: Fold) -> set[str]:
    return set(folded(FAMILY, folds).family.by_id)


def test_descendants_go_with_their_partners() -> None:
    assert left(Fold("mother", Branch.DESCENDANTS)) == {
        "grandfather", "grandmother", "father", "aunt", "mother", "cousin",
    }  # fmt: skip


def test_ancestors_go_with_their_other_children() -> None:
    assert left(Fold("mother", Branch.ANCESTORS)) == {
        "father", "mother", "child", "husband", "grandchild",
    }  # fmt: skip


def test_each_fold_counts_whom_it_hides_once() -> None:
    part = folded(FAMILY, (Fold("child", Branch.DESCENDANTS), Fold("mother", Branch.DESCENDANTS)))
    assert part.folded == {
        Fold("child", Branch.DESCENDANTS): ("grandchild",),
        Fold("mother", Branch.DESCENDANTS): ("child", "husband"),
    }


def test_fold_on_somebody_hidden_or_gone_does_nothing() -> None:
    once = folded(FAMILY, (Fold("mother", Branch.DESCENDANTS),))
    twice = folded(
        FAMILY,
        (
            Fold("mother", Branch.DESCENDANTS),
            Fold("child", Branch.DESCENDANTS),
            Fold("nobody", Branch.ANCESTORS),
        ),
    )
    assert once == twice


def test_nothing_folded_is_the_family_itself() -> None:
    assert folded(FAMILY, ()).family is FAMILY
    assert folded(FAMILY, (Fold("cousin", Branch.DESCENDANTS),)).family is FAMILY


def test_only_branches_with_somebody_in_them_can_be_folded() -> None:
    assert branches_of(FAMILY, "mother") == (Branch.ANCESTORS, Branch.DESCENDANTS)
    assert branches_of(FAMILY, "grandfather") == (Branch.DESCENDANTS,)
    assert branches_of(FAMILY, "grandchild") == (Branch.ANCESTORS,)


def test_of_cousins_who_married_the_branch_goes_and_the_other_line_stays() -> None:
    looped = family(
        man("gf"),
        woman("gm"),
        man("a", father="gf", mother="gm"),
        woman("b", father="gf", mother="gm"),
        man("x", father="a"),
        woman("y", mother="b"),
        woman("z", father="x", mother="y"),
    )
    part = folded(looped, (Fold("a", Branch.DESCENDANTS),))
    assert set(part.family.by_id) == {"gf", "gm", "a", "b", "y"}


def test_couple_whose_children_are_folded_away_stays_a_couple() -> None:
    part = folded(FAMILY, (Fold("mother", Branch.DESCENDANTS),)).family
    assert [set(p.partners) for p in part.partnerships] == [{"mother", "father"}]


@given(families(most=9), st.sampled_from(Branch), st.integers(0, 8))
def test_what_is_left_can_be_drawn_and_nobody_is_lost(
    whole: Family, branch: Branch, which: int
) -> None:
    person = whole.persons[which % len(whole.persons)]
    part = folded(whole, (Fold(person.id, branch),))
    assert person.id in part.family.by_id
    assert {*part.family.by_id} | part.hidden == {*whole.by_id}
    assert len(place(part.family, effort=Effort.FIRST).nodes) == len(part.family.persons)
