"""The junction tree: every scope at home, every person's cliques connected, few people a clique."""

import numpy as np
import pytest

from counselling.genetics.elimination import JunctionTree, junction_tree

COUSIN_MARRIAGE = ((1, 0, 2), (1, 0, 3), (4, 2, 5), (3, 6, 7), (5, 7, 8))
TREE = ((1, 0, 2), (1, 0, 3), (1, 0, 4), (5, 2, 6), (5, 2, 7))


def is_connected(tree: JunctionTree, node: int) -> bool:
    """Of the cliques that hold a node only one has a parent without it."""
    holding = [c for c, members in enumerate(tree.cliques) if node in members]
    tops = [c for c in holding if tree.parent[c] < 0 or node not in tree.cliques[tree.parent[c]]]
    return len(tops) == 1


@pytest.mark.parametrize(("trios", "size", "width"), [(TREE, 8, 3), (COUSIN_MARRIAGE, 9, 4)])
def test_width_is_three_in_a_tree_and_four_with_a_cousin_marriage(
    trios: tuple[tuple[int, int, int], ...], size: int, width: int
) -> None:
    assert junction_tree(size, trios).width == width


@pytest.mark.parametrize("seed", range(20))
def test_tangled_families_give_valid_trees(seed: int) -> None:
    rng = np.random.default_rng(seed)
    size = int(rng.integers(3, 40))
    trios = [
        (int(mother), int(father), child)
        for child in range(4, size)
        if rng.random() < 0.8
        for mother, father in [rng.choice(child, 2, replace=False)]
    ]
    root = int(rng.integers(size))
    tree = junction_tree(size, trios, root=root)
    assert all(any(set(trio) <= set(c) for c in tree.cliques) for trio in trios)
    assert all(is_connected(tree, node) for node in range(size))
    assert all(parent < 0 or parent > place for place, parent in enumerate(tree.parent))
    assert root in tree.cliques[-1]
    assert not any(
        set(one) <= set(other)
        for i, one in enumerate(tree.cliques)
        for j, other in enumerate(tree.cliques)
        if i != j
    )
