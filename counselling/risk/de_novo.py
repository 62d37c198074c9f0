"""How often a gamete mutates at a gene: from how many carriers have a new variant."""

from counselling.risk import store


def de_novo(*genes: str) -> tuple[tuple[str, float], ...]:
    """Return (gene, probability that a normal gamete becomes mutant) of those that have a share.

    A person is newly mutant with twice the gametes' rate, so the rate is half of the new carriers
    in the population: the number of carriers stays as it is (Haldane 1935, J Genet 31:317).
    """
    carriers = {one.gene: one.carriers for one in store.carrier_frequencies()}
    return tuple(
        (row["gene"], float(row["share"]) * carriers[row["gene"]] / 2)
        for row in store.rows("de_novo")
        if row["gene"] in genes
    )
