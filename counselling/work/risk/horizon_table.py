"""Horizons, category and single values of an answer as plain tables for machines."""

from collections.abc import Mapping, Sequence

from counselling.risk.bands import GUIDELINE, VERSION, banding
from counselling.risk.horizons import ahead
from counselling.risk.model import Assessment, Horizon, Probability


def value_table(probability: Probability) -> Mapping[str, object]:
    """Return a value with its interval, where one is known."""
    interval = probability.interval
    if interval is None:
        return {"value": probability.value}
    meaning = {"low": interval.low, "high": interval.high, "meaning": interval.meaning}
    return {"value": probability.value, **meaning}


def reference_table(assessment: Assessment) -> Mapping[str, object] | None:
    """Return how many carry in the population, "general" or named; None where none is known."""
    found = assessment.reference
    if found is None:
        return None
    return {
        "population": found.population or "general",
        "carriers": {gene: value_table(share) for gene, share in found.genes.items()},
        "any_gene": value_table(found.any_gene),
    }


def horizon_table(assessment: Assessment) -> Sequence[Mapping[str, object]]:
    """Return the spans that lie ahead; net: as if nobody died of anything else, crude: with it."""
    return [_horizon(one) for one in ahead(assessment)]


def band_table(assessment: Assessment) -> Mapping[str, object] | None:
    """Return the guideline's category with the two risks it was judged by; None without a risk."""
    judged = banding(assessment)
    if judged is None:
        return None
    return {
        "guideline": GUIDELINE,
        "version": VERSION,
        "band": judged.band.slug,
        "lowest": judged.lowest.slug,
        "highest": judged.highest.slug,
        "lifetime": _horizon(judged.lifetime),
        "forties": _horizon(judged.forties),
        "gene": judged.gene,
        "is_for_patients": judged.is_for_patients,
        "citation": {"text": judged.citation.text, "status": judged.citation.status},
    }


def second_table(assessment: Assessment) -> Mapping[str, object] | None:
    """Return the risk of the other breast, net, with whom it is compared; None where none is."""
    second = assessment.second
    if second is None:
        return None
    return {
        "from_age": second.from_age_years,
        "to_age": second.to_age_years,
        "person": value_table(second.person),
        "noncarrier": value_table(second.noncarrier),
        "carriers": {gene: value_table(risk) for gene, risk in second.carriers.items()},
    }


def _horizon(one: Horizon) -> Mapping[str, object]:
    return {
        "span": one.span.value,
        "from_age": one.from_age_years,
        "to_age": one.to_age_years,
        "net": {"person": value_table(one.person), "population": value_table(one.population)},
        "crude": {
            "person": value_table(one.person_crude),
            "population": value_table(one.population_crude),
        },
    }
