"""The tables: complete, verified, and equal to the facts they were made from."""

import csv
import math
from pathlib import Path

import numpy as np
import pytest

from counselling.errors import RiskInputError
from counselling.pedigree.terms import BREAST, Sex
from counselling.risk import store
from counselling.risk.absolute import carrier_cases, cumulative_risks
from counselling.risk.countries import Basis, countries
from counselling.risk.store import YEARS, Organ


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("status", ["recalled-check-before-shipping", "consistency-checked", ""])
def test_number_that_was_not_verified_is_refused(status: str) -> None:
    with pytest.raises(RiskInputError) as caught:
        list(store.parse("invented", f"# head\ngene,ratio,status\nBRCA1,2.0,{status}\n"))
    assert caught.value.message_id == "risk.unverified_number"


def test_every_number_names_a_source_that_is_listed() -> None:
    absolute_numbers = (*carrier_cases().values(), *cumulative_risks().values())
    numbers = [
        *store.relative_risks(),
        *store.spreads(),
        *store.carrier_frequencies(),
        *(one for told in absolute_numbers for one in told),
    ]
    assert numbers
    assert {number.source for number in numbers} <= store.citations().keys()


def test_every_uncertain_risk_has_a_spread() -> None:
    spread = {(s.gene, Organ(s.cancer, sex)) for s in store.spreads() for sex in s.sexes}
    assert {(r.gene, r.organ) for r in store.relative_risks()} == spread


def test_interval_of_a_cumulative_risk_is_taken_on_the_scale_of_the_hazard() -> None:
    spread = {(s.gene, s.cancer, s.sexes): s.deviation for s in store.spreads()}
    brca1 = spread["BRCA1", "breast", (Sex.FEMALE,)]  # 65 (44 to 78) % by 70, Antoniou 2003
    low, high = (-math.log(0.65) * math.exp(z * brca1) for z in (-1.96, 1.96))
    assert high / low == pytest.approx(math.log(1 - 0.78) / math.log(1 - 0.44), rel=1e-4)
    palb2 = spread["PALB2", "breast", (Sex.FEMALE,)]  # 7.18 (5.82 to 8.85), Yang 2020
    assert math.exp(2 * 1.96 * palb2) == pytest.approx(8.85 / 5.82, rel=1e-4)


def test_every_country_has_rates_for_every_year_of_age() -> None:
    assert {country.name for country in countries()} == store.rates().keys()
    for rates in store.rates().values():
        assert all(hazard.shape == (YEARS,) for hazard in rates.incidence.values())
        assert all((hazard > 0).all() for hazard in rates.incidence.values())
        assert rates.mortality.keys() == {Sex.FEMALE, Sex.MALE}


def test_open_age_group_reaches_to_the_end() -> None:
    hazard = store.rates()["UK"].incidence[Organ(BREAST, Sex.FEMALE)]
    assert (hazard[85:] == hazard[85]).all()
    assert hazard[84] != hazard[85]


def test_relative_risks_equal_the_facts(facts: Path) -> None:
    known = {
        (row["gene"], row["value"])
        for row in read(facts / "gene_cancer_parameters.csv")
        if row["status"] in store.VERIFIED and row["unit"] == "ratio"
    }
    values = {(gene, float(value)) for gene, value in known if value.replace(".", "").isdigit()}
    assert {(r.gene, r.ratio) for r in store.relative_risks()} <= values


def test_incidence_equals_the_registries_wherever_they_saw_a_case(facts: Path) -> None:
    sites = {
        "Breast": "breast", "Ovary": "ovary", "Prostate": "prostate", "Pancreas": "pancreas",
        "Stomach": "stomach", "Small intestine": "small_bowel", "Gallbladder etc.": "biliary",
        "Brain, nervous system": "brain", "Bladder": "bladder", "Melanoma of skin": "melanoma",
        "Thyroid": "thyroid", "Kidney": "kidney",
    }  # fmt: skip
    scaled = {country.name for country in countries() if country.basis is Basis.SCALED}
    compared = 0
    for row in read(facts / "incidence_europe_2013_2017.csv"):
        organ = Organ(sites.get(row["site"], ""), Sex.FEMALE if row["sex"] == "F" else Sex.MALE)
        rates = store.rates()[row["country"]].incidence
        if row["country"] in scaled or organ not in rates or int(row["cases"]) == 0:
            continue
        if row["country"] == "Israel" and int(row["age_from"]) >= 75:
            continue  # the person-years there cannot be those of the cases
        ours = rates[organ][int(row["age_from"])] * 1e5
        assert ours == pytest.approx(int(row["cases"]) / float(row["person_years"]) * 1e5, rel=1e-4)
        compared += 1
    assert compared > 6000


def test_colon_and_rectum_are_counted_together_and_the_womb_with_its_part_not_told(
    facts: Path,
) -> None:
    cases: dict[tuple[str, str], float] = {}
    years = 0.0
    for row in read(facts / "incidence_europe_2013_2017.csv"):
        if (row["country"], row["sex"], row["age_from"]) == ("UK", "F", "60"):
            cases[row["site"], "F"] = float(row["cases"])
            years = float(row["person_years"])
    uk = store.rates()["UK"].incidence
    bowel = (cases["Colon", "F"] + cases["Rectum", "F"]) / years
    assert uk[Organ("colorectal", Sex.FEMALE)][62] == pytest.approx(bowel, rel=1e-4)
    corpus, cervix = cases["Corpus uteri", "F"], cases["Cervix uteri", "F"]
    womb = corpus + cases["Uterus unspecified", "F"] * corpus / (corpus + cervix)
    found = uk[Organ("endometrium", Sex.FEMALE)][62]
    assert found == pytest.approx(womb / years, rel=1e-4)


def test_scaled_countries_follow_their_neighbour_by_the_published_factor(facts: Path) -> None:
    for row in read(facts / "incidence_gap_scaling.csv"):
        if row["site"] == "Breast" and row["sex"] == "F":
            organ = Organ(BREAST, Sex.FEMALE)
            theirs = store.rates()[row["neighbour"]].incidence[organ]
            ours = store.rates()[row["country"]].incidence[organ]
            np.testing.assert_allclose(ours, theirs * float(row["factor"]), rtol=1e-4)
