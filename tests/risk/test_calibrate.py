"""The average of all genotypes is the nation, at every age."""

import numpy as np
import pytest

from counselling.errors import RiskInputError
from counselling.pedigree.terms import BREAST, OVARY, PANCREAS, PROSTATE, Sex
from counselling.risk.calibrate import cumulative_hazards
from counselling.risk.countries import countries
from counselling.risk.penetrance import penetrance
from counselling.risk.store import Organ

GENES = ("BRCA1", "BRCA2", "PALB2")
ORGANS = (
    Organ(BREAST, Sex.FEMALE),
    Organ(BREAST, Sex.MALE),
    Organ(OVARY, Sex.FEMALE),
    Organ(PROSTATE, Sex.MALE),
    Organ(PANCREAS, Sex.FEMALE),
    Organ(PANCREAS, Sex.MALE),
)


@pytest.mark.parametrize("country", [country.name for country in countries()])
def test_average_person_has_the_national_incidence_at_every_age_in_every_draw(country: str) -> None:
    hazards = penetrance(GENES, country, organs=ORGANS)
    shares = hazards.prior @ np.eye(8)[hazards.group_of]
    for organ, cumulative in hazards.cumulative.items():
        free = (np.exp(-cumulative) * shares).sum(axis=-1)
        average = -np.diff(np.log(free), axis=0)
        national = np.diff(hazards.national[organ])[:, None]
        np.testing.assert_allclose(average, np.broadcast_to(national, average.shape), rtol=1e-3)
        assert (np.diff(cumulative, axis=0) >= 0).all()


def test_group_without_a_published_ratio_is_as_non_carriers() -> None:
    ratios = np.array([[[np.nan] * 3, [np.nan] * 3, [4.0] * 3]])
    hazards = cumulative_hazards(np.full(3, 0.01), np.array([[0.7, 0.2, 0.1]]), ratios=ratios)
    np.testing.assert_array_equal(hazards[:, 0, 0], hazards[:, 0, 1])
    assert hazards[1, 0, 2] == pytest.approx(0.04)
    assert hazards[3, 0, 0] < 0.03


def test_carriers_who_have_more_cancer_than_the_nation_are_refused() -> None:
    ratios = np.array([[[np.nan] * 2, [50.0] * 2]])
    with pytest.raises(RiskInputError) as caught:
        cumulative_hazards(np.full(2, 0.001), np.array([[0.9, 0.1]]), ratios=ratios)
    assert caught.value.message_id == "risk.carriers_exceed_population"
