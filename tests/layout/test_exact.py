"""The layout held against the exact oracle: no crossing where none need be."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from counselling.layout.graph import parts
from counselling.layout.layout import place
from counselling.layout.numbering import graph_of
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership
from counselling.pedigree.person import Person
from tests.families.unseen import unseen_family
from tests.layout.oracle import Proof, prove
from tests.layout.test_shared_families import shared_families, with_both_parents

Born = Callable[..., Person]

LARGEST = 25
UNSEEN = range(240)


def _proofs(family: Family) -> list[Proof]:
    return [prove(part, seconds=60) for part in parts(graph_of(family)) if part.partners]


def _is_crossed_without_need(family: Family) -> bool:
    crossings = place(family).crossings
    return crossings > 0 and all(proof.is_clean for proof in _proofs(family))


def _small(seed: int) -> Family:
    return unseen_family(seed, 6 + seed % 18)


@pytest.mark.parametrize("start", range(0, len(UNSEEN), 60))
def test_nothing_crosses_in_unseen_families_that_can_be_drawn_without(start: int) -> None:
    families = map(_small, UNSEEN[start : start + 60])
    small = [family for family in families if len(family.persons) <= LARGEST]
    assert len(small) > 50
    assert [family.id for family in small if _is_crossed_without_need(family)] == []


def test_nothing_crosses_in_shared_families_that_can_be_drawn_without() -> None:
    families = [with_both_parents(family) for family in shared_families()]
    small = [family for family in families if len(family.persons) <= LARGEST]
    if not small:
        pytest.skip("no shared folder beside us")
    assert [family.id for family in small if _is_crossed_without_need(family)] == []


@pytest.mark.parametrize("seed", range(0, 240, 12))
def test_the_oracle_finds_a_drawing_wherever_the_layout_has_one(seed: int) -> None:
    family = _small(seed)
    if not place(family).crossings:
        assert all(proof.is_clean for proof in _proofs(family))


def _in_laws(born: Born, marriages: int) -> Family:
    """Siblings of one family who marry people with grandparents."""
    people = [born("g"), *(born(f"s{i}", "g") for i in range(marriages))]
    for i in range(marriages):
        people += [born(f"p{i}"), born(f"q{i}", f"p{i}"), born(f"m{i}", f"q{i}")]
        people += [born(f"k{i}", f"s{i}", f"m{i}")]
    return Family("f", persons=tuple(people))


def test_the_oracle_knows_what_must_cross(born: Born) -> None:
    assert [proof.fewest for proof in _proofs(_in_laws(born, 2))] == [0]
    assert [proof[:2] for proof in _proofs(_in_laws(born, 3))] == [(1, 1)]


@pytest.mark.parametrize(
    ("seed", "fewest"), [(1598, 0), (4020, 1), (4567, 1), (5866, 1), (20855, 1)]
)
def test_the_oracle_counts_loops_landings_and_bars_as_they_are_drawn(
    seed: int, fewest: int
) -> None:
    """It saw a crossing where one loop lay within another, and none under a bar over siblings."""
    assert sum(proof.fewest or 0 for proof in _proofs(_small(seed))) == fewest


def test_two_pairs_of_siblings_who_marry_each_other_need_a_lifted_couple(born: Born) -> None:
    people = [born(f"{side}{i}", f"{side}m", f"{side}f") for side in "ab" for i in range(2)]
    people += [born(who) for who in ("am", "af", "bm", "bf")]
    pairs = tuple(Partnership((f"a{i}", f"b{i}")) for i in range(2))
    people += [born(f"k{i}", f"a{i}", f"b{i}") for i in range(2)]
    family = Family("f", persons=tuple(people), partnerships=pairs)
    (part,) = parts(graph_of(family))
    assert prove(part, has_lifts=False)[:2] == (1, 1)
    assert prove(part).is_clean
    assert place(family).crossings == 0


def test_a_mate_with_parents_on_either_side_leaves_no_crossing(born: Born) -> None:
    """Somebody between brothers and sisters marries two people with parents: one goes around."""
    people = [born("m"), born("f"), *(born(f"s{i}", "m", "f") for i in range(3))]
    for i in range(2):
        people += [born(f"p{i}"), born(f"q{i}"), born(f"x{i}", f"p{i}", f"q{i}")]
    pairs = tuple(Partnership(("s1", f"x{i}")) for i in range(2))
    family = Family("f", persons=tuple(people), partnerships=pairs)
    assert place(family).crossings == 0
    turned = replace(family, partnerships=pairs[::-1])
    assert place(turned) == place(family)
