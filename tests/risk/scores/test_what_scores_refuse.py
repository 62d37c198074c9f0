"""What contradicts itself or would be passed over in silence is refused or told, by its place."""

import pytest

from counselling.errors import RiskInputError
from counselling.risk.scores.registry import find
from counselling.risk.scores.score import ScoreAnswer, checked


def answered(name: str, **answers: object) -> ScoreAnswer:
    score = find(name)
    return score.compute(checked(score.asks, answers))


TUMOUR = {"cancer": "prostate", "age_at_diagnosis": 60}
CASE = {"sex": "male", "age_now": 40, "colorectal_cancers": 1, "colorectal_age": 60}
WOMAN = {"sex": "female", "age_now": 30}


@pytest.mark.parametrize(
    ("name", "answers", "place"),
    [
        ("manchester", {"cancers": [TUMOUR | {"grade": 3}]}, "cancers[0].grade"),
        ("manchester", {"cancers": [TUMOUR | {"er": "negative"}]}, "cancers[0].er"),
        (
            "manchester",
            {"cancers": [TUMOUR, TUMOUR | {"histology": "mucinous"}]},
            "cancers[1].histology",
        ),
        ("premm5", CASE, "colorectal_age"),
        (
            "premm5",
            WOMAN | {"has_endometrial": True, "endometrial_age": 31},
            "endometrial_age",
        ),
        (
            "claus",
            WOMAN | {"relatives": [{"relation": "mother", "age_at_diagnosis": 40}] * 2},
            "relatives[1].relation",
        ),
        (
            "segregation",
            {
                "inheritance": "autosomal",
                "allele_frequency": 0.001,
                "risk_noncarrier": 0.1,
                "risk_heterozygous": 0.9,
                "risk_homozygous": 0.9,
                "proband": "a",
                "people": [{"id": "a", "genotype": "hemizygous"}],
            },
            "people[0].genotype",
        ),
    ],
)
def test_a_contradiction_is_refused_by_its_place(
    name: str, answers: dict[str, object], place: str
) -> None:
    with pytest.raises(RiskInputError) as refused:
        answered(name, **answers)
    assert refused.value.message_id == "score.contradiction"
    assert refused.value.fields["place"] == place


def test_claus_says_when_a_relative_has_no_place_in_its_tables() -> None:
    sister = {"relation": "sister", "age_at_diagnosis": 40}
    aunt = {"relation": "maternal_aunt", "age_at_diagnosis": 41}
    both = answered("claus", **WOMAN, relatives=[sister, aunt])
    alone = answered("claus", **WOMAN, relatives=[sister])
    assert both.values == alone.values
    told = {caveat.message_id for caveat in both.caveats}
    assert "caveat.claus_two_relatives" in told
    assert "caveat.claus_two_relatives" not in {c.message_id for c in alone.caveats}


def test_gail_names_what_an_answer_leaves_open() -> None:
    answer = answered(
        "gail", sex="female", age_now=40.0, age_end=45.0, has_births=True, breast_biopsies=1
    )
    assert {"first_birth_age", "atypical_hyperplasia"} <= set(answer.missing)


def test_premm5_says_that_its_fit_rules_a_gene_out_for_several_cancers() -> None:
    told = answered("premm5", **WOMAN, colorectal_cancers=2, colorectal_age=29)
    assert "caveat.premm5_several" in {caveat.message_id for caveat in told.caveats}
    once = answered("premm5", **WOMAN, colorectal_cancers=1, colorectal_age=29)
    assert "caveat.premm5_several" not in {caveat.message_id for caveat in once.caveats}
