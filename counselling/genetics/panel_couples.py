"""What two parents make of each other: tables over both polygenes and every pair of genotypes.

Parents come as (conditions, polygene, genotypes). In a pair the parent who holds its first genotype
has the first polygene axis, whichever of the two that is.
"""

from collections.abc import Sequence

import numpy as np

from counselling.genetics.arrays import Floats
from counselling.genetics.panel_space import PanelSpace


def crossed(space: PanelSpace, mother: Floats, father: Floats) -> Floats:
    """Return everything known of a couple: (conditions, z, z, pairs)."""
    swapped = mother[..., space.second] * space.is_mixed
    weight = mother[..., space.first][:, :, None] * father[..., space.second][:, None]
    weight += father[..., space.first][:, :, None] * swapped[:, None]
    return weight


def gathered(space: PanelSpace, weight: Floats) -> Floats:
    """From the parents' polygene to a child's: (b, z, z, pairs) to (b, z, pairs)."""
    z = space.polygene.states
    if z == 1:
        return weight[:, :, 0]
    passed_on = space.polygene.passed_on.reshape(z * z, z)
    return passed_on.T @ weight.reshape(len(weight), z * z, -1)


def weighed_by_one(
    space: PanelSpace,
    parents: Sequence[Floats],
    children: tuple[Floats, Floats],
    *,
    is_summed: bool,
) -> Floats:
    """Weight of a child's polygene and every pair, (b, z, pairs), where one parent has b = 1.

    parents: the wide one first. children: what the others say, (1, z, z, pairs) and the part that
    depends on the conditions. What is narrow is worked together first, so that a table for each
    condition is built only where nothing else does. is_summed: sum over the conditions.
    """
    (wide, narrow), (alike, table) = parents, children
    as_first, as_second = wide[..., space.first], wide[..., space.second] * space.is_mixed
    by_second = alike[0] * narrow[0][:, space.second]  # the other parent holds the second
    by_first = alike[0] * narrow[0][:, None, space.first]
    if len(table) > 1 and is_summed:
        told = np.einsum("bijp,bip->ijp", table, as_first) * by_second
        told += np.einsum("bijp,bjp->ijp", table, as_second) * by_first
        return gathered(space, told[None])
    if len(table) > 1:
        return gathered(space, table * (alike * crossed(space, wide, narrow)))
    passed_on = space.polygene.passed_on.transpose(0, 2, 1)
    out: Floats = np.einsum("bip,ikp->bkp", as_first, passed_on @ by_second)
    out += np.einsum("bip,ikp->bkp", as_second, passed_on @ by_first.transpose(1, 0, 2))
    return out.sum(axis=0, keepdims=True) if is_summed else out
