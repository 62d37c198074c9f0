"""What two parents make of each other: tables over both polygenes and every pair of genotypes.

Parents come as (conditions, polygene, genotypes). In a pair the parent who holds its first genotype
has the first polygene axis, whichever of the two that is.
"""

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
