"""What the answers of all models are made of: carriers, curves, the population, doubts."""

from collections.abc import Iterator, Mapping

import numpy as np

from counselling.genetics.arrays import Bools, Floats
from counselling.genetics.graph import Graph
from counselling.language.marks import N_
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.terms import BREAST
from counselling.risk.asking import CURVE_END_YEARS, share
from counselling.risk.countries import Basis, Country, filled_from
from counselling.risk.futures import net_risk
from counselling.risk.horizons import Outlook
from counselling.risk.model import Caveat, Curve, CurveKind
from counselling.risk.organs import cancer_of
from counselling.risk.scope import BREAST_SCOPE, Scope
from counselling.risk.uncertainty import spanned


def carriers(
    graph: Graph, states: Floats, of_carriers: Mapping[str, Bools]
) -> Mapping[str, Mapping[PersonId, float]]:
    """Return gene -> person -> probability 0..1. states: everybody's, shape (persons, states).

    of_carriers: the states that carry a gene.
    """
    shares = {gene: share(states, of) for gene, of in of_carriers.items()}
    return {
        gene: dict(zip(graph.persons, of_gene.tolist(), strict=True))
        for gene, of_gene in shares.items()
    }


def curves(outlook: Outlook) -> tuple[Curve, ...]:
    """Hers as a mixture over what she may carry; the average woman's from the same birthday."""
    from_age = outlook.age_years
    risk = net_risk(outlook.cumulative, outlook.weights, from_age=from_age, to_age=CURVE_END_YEARS)
    band = spanned(risk.T) if len(outlook.weights) > 1 else ()
    nation = outlook.national[from_age : CURVE_END_YEARS + 1]
    average = -np.expm1(-(nation - nation[0]))
    ages = tuple(range(from_age, CURVE_END_YEARS + 1))
    return (
        Curve(CurveKind.PERSON, ages, *(tuple(line.tolist()) for line in (risk[:, 0], *band))),
        Curve(CurveKind.POPULATION, ages, tuple(average.tolist())),
    )


def population(country: Country) -> Iterator[Caveat]:
    """Whose incidence it is, and that carriers' ratios were measured elsewhere."""
    yield from incidence_of(country)
    fields = (("country", country.name),)
    yield Caveat(N_("caveat.relative_risks_carried_over"), fields=fields)


def incidence_of(country: Country) -> Iterator[Caveat]:
    """Say whose incidence it is, and from which age on others' stands in."""
    basis = {
        Basis.NATIONAL: N_("caveat.population_national"),
        Basis.REGIONAL: N_("caveat.population_regional"),
        Basis.SCALED: N_("caveat.population_scaled"),
    }[country.basis]
    fields = (("country", country.name), ("neighbour", country.neighbour))
    yield Caveat(basis, fields=fields[: 2 if country.neighbour else 1])
    age = filled_from(country.name)
    if age is not None:
        yield Caveat(N_("caveat.population_filled"), fields=(*fields[:1], ("age", age)))


def told_doubts(
    person: Person,
    found: Mapping[str, tuple[PersonId, ...]],
    *,
    cancer: str = BREAST,
    scope: Scope = BREAST_SCOPE,
) -> Iterator[Caveat]:
    """Say the doubts of an answer about a person; found: message id -> whom it is about.

    cancer: whose curve is drawn.
    """
    has = {cancer_of(diagnosis.condition) for diagnosis in person.diagnoses} & scope.all
    if has - {cancer}:
        is_breast = cancer == BREAST
        beside = N_("caveat.curve_beside_other_cancer"), N_("caveat.curve_beside_another_cancer")
        yield Caveat(beside[0] if is_breast else beside[1], (person.id,))
    for message_id, persons in found.items():
        yield Caveat(message_id, persons)
