"""Published scores: worked examples, the contract of every registered one, and bad answers."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.errors import CounsellingError, FormatError, RiskInputError
from counselling.language.catalogue import Catalogue
from counselling.risk.scores.registry import SCORES, find
from counselling.risk.scores.score import AnswerKind, Ask, Score, ScoreAnswer, Unit, checked
from counselling.work.risk.score_answers import score_text

scores = pytest.mark.parametrize("score", SCORES, ids=lambda score: score.name)


def answered(name: str, **answers: object) -> ScoreAnswer:
    score = find(name)
    return score.compute(checked(score.asks, answers))


def value(answer: ScoreAnswer, name: str) -> float:
    return next(v.value for v in answer.values if v.name == name)


def any_answer(ask: Ask) -> st.SearchStrategy[object]:
    drawn: st.SearchStrategy[object]
    match ask.kind:
        case AnswerKind.WHOLE:
            drawn = st.integers(int(ask.low), int(ask.high))
        case AnswerKind.NUMBER:
            drawn = st.floats(ask.low, ask.high)
        case AnswerKind.CHOICE:
            drawn = st.sampled_from(ask.choices)
        case AnswerKind.YES_NO:
            drawn = st.booleans()
        case AnswerKind.TEXT:
            drawn = st.sampled_from("abc")
        case _:
            row = st.fixed_dictionaries({one.name: any_answer(one) for one in ask.rows})
            drawn = st.lists(row, max_size=4)
    return drawn if ask.is_needed else st.none() | drawn


@scores
@given(data=st.data())
def test_whatever_is_answered_comes_out_as_numbers_or_is_refused_by_name(
    score: Score, data: st.DataObject
) -> None:
    drawn = {ask.name: data.draw(any_answer(ask), label=ask.name) for ask in score.asks}
    try:
        answer = score_text(score, json.dumps(drawn).encode())
    except CounsellingError as refused:
        known = ("score.", "peel.", "genetics.cycle")
        assert refused.message_id.startswith(known)  # noqa: PT017 a refusal is an answer
        return
    for found in answer.values:
        assert math.isfinite(found.value)
        if found.unit is Unit.PROBABILITY:
            assert 0 <= found.value <= 1
    assert answer.caveats


@scores
def test_every_score_has_words_sources_and_a_status(score: Score, english: Catalogue) -> None:
    assert score.citations
    for ask in score.asks:
        assert english.say(ask.message_id)
        assert all(english.say(one.message_id) for one in ask.rows)


@scores
def test_wrong_answers_are_refused_with_their_place(score: Score) -> None:
    first = score.asks[0].name
    for told, message in (
        (b"{", "score.json"),
        (b"[]", "score.value"),
        (b'{"nonsense": 1}', "score.unknown_answer"),
        (b"{}", "score.missing"),
        (json.dumps({first: {"a": 1}}).encode(), "score."),
    ):
        with pytest.raises((RiskInputError, FormatError)) as refused:
            score_text(score, told)
        assert refused.value.message_id.startswith(message)


def test_manchesters_printed_example_gives_fifteen_points() -> None:
    """A woman of 34, ER negative, HER2 positive, grade 3; a relative with ovarian cancer at 63."""
    index = {"cancer": "female_breast", "age_at_diagnosis": 34, "is_index": True, "grade": 3}
    ovary = {"cancer": "ovarian", "age_at_diagnosis": 63, "histology": "other"}
    answer = answered(
        "manchester", cancers=[{**index, "er": "negative", "her2": "positive"}, ovary]
    )
    assert [v.value for v in answer.values] == [6, 9, 15]


def test_triple_negative_counts_four_and_not_er_too() -> None:
    index = {"cancer": "female_breast", "age_at_diagnosis": 45, "is_index": True, "grade": 3}
    markers = {"er": "negative", "pr": "negative", "her2": "negative"}
    answer = answered("manchester", cancers=[{**index, **markers}])
    assert value(answer, "brca1_points") == 3 + 2 + 4
    assert value(answer, "brca2_points") == 3


def test_ovarian_cancers_that_do_not_count_do_not() -> None:
    for histology in ("mucinous", "germ_cell", "borderline"):
        row = {"cancer": "ovarian", "age_at_diagnosis": 50, "histology": histology}
        assert value(answered("manchester", cancers=[row]), "combined_points") == 0
    serous = {"cancer": "ovarian", "age_at_diagnosis": 50, "histology": "high_grade_serous"}
    assert value(answered("manchester", cancers=[serous]), "brca1_points") == 10


def gail(**changes: object) -> ScoreAnswer:
    plain = {"sex": "female", "age_now": 40.0, "age_end": 45.0}
    return answered("gail", **(plain | changes))


def test_gails_woman_without_risk_factors_is_below_the_average() -> None:
    answer = gail(menarche_age=14, has_births=True, first_birth_age=19, breast_biopsies=0)
    assert value(answer, "relative_risk_under_50") == 1
    assert value(answer, "breast_risk") < value(answer, "average_risk")


def test_gails_relative_risks_are_those_of_the_publication() -> None:
    """Menarche at 12, first birth at 25, one relative: by hand from the published coefficients."""
    answer = gail(menarche_age=12, has_births=True, first_birth_age=25, affected_first_degree=1)
    by_hand = math.exp(0.0940103 + 2 * 0.2186262 + 0.9583028 - 2 * 0.1908114)
    assert value(answer, "relative_risk_under_50") == pytest.approx(by_hand, rel=1e-6)
    biopsied = gail(breast_biopsies=2, atypical_hyperplasia="yes")
    assert value(biopsied, "relative_risk_from_50") == pytest.approx(
        1.82 * math.exp(2 * (0.5292642 - 0.2880425)), rel=1e-6
    )


def test_gails_risk_adds_up_over_time() -> None:
    """To 60 = to 50, and of those who are free of it and alive then, from 50 to 60: it may only
    fall short of the sum."""
    whole = value(gail(age_end=60.0), "breast_risk")
    first = value(gail(age_end=50.0), "breast_risk")
    second = value(gail(age_now=50.0, age_end=60.0), "breast_risk")
    assert first < whole < first + second


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"sex": "male"}, "score.men"),
        ({"age_now": 19.0}, "score.age_span"),
        ({"age_end": 91.0}, "score.age_span"),
        ({"age_end": 40.0}, "score.age_span"),
        ({"has_breast_cancer": True}, "score.outside"),
        ({"menarche_age": 41}, "score.contradiction"),
        ({"has_births": False, "first_birth_age": 25}, "score.contradiction"),
        ({"menarche_age": 14, "first_birth_age": 13}, "score.contradiction"),
        ({"breast_biopsies": 0, "atypical_hyperplasia": "yes"}, "score.contradiction"),
    ],
)
def test_gail_names_what_it_does_not_answer(changes: dict[str, object], message: str) -> None:
    with pytest.raises(RiskInputError) as refused:
        gail(**changes)
    assert refused.value.message_id == message


def test_premm5_by_hand() -> None:
    """A man of 45 with colorectal cancer at 45 and no family history."""
    answer = answered("premm5", sex="male", age_now=45, colorectal_cancers=1, colorectal_age=45)
    odds = [
        math.exp(-5.325 + 0.904 + 2.586 - 0.0476 * 45),
        math.exp(-4.427 + 0.937 + 1.799 - 0.0482 * 45),
        math.exp(-4.675 + 0.816 + 1.265 - 0.0363 * 45),
        math.exp(-4.913 + 0.294 + 0.989 - 0.0074 * 45),
    ]
    wanted = sum(odds) / (1 + sum(odds))
    assert value(answer, "any_probability") == pytest.approx(wanted, rel=1e-12)
    assert value(answer, "any_probability") == pytest.approx(
        sum(v.value for v in answer.values[1:]), rel=1e-12
    )


def test_premm5_says_which_ages_are_missing() -> None:
    answer = answered("premm5", sex="female", age_now=50, colorectal_cancers=1, fdr_colorectal=1)
    assert answer.missing == ("colorectal_age", "fdr_colorectal_age")


def test_claus_reads_the_tables() -> None:
    one = answered(
        "claus",
        sex="female",
        age_now=29,
        relatives=[{"relation": "mother", "age_at_diagnosis": 35}],
    )
    assert [v.value for v in one.values[1:]] == [0.005, 0.017, 0.044, 0.086, 0.13, 0.165]
    assert value(one, "remaining_to_79") == pytest.approx((0.165 - 0.005) / (1 - 0.005))


def test_claus_takes_the_worse_pair_and_is_symmetric() -> None:
    def risk(*relatives: tuple[str, int]) -> float:
        rows = [{"relation": r, "age_at_diagnosis": a} for r, a in relatives]
        answer = answered("claus", sex="female", age_now=30, relatives=rows)
        return value(answer, "remaining_to_79")

    pair = risk(("mother", 25), ("sister", 55))
    assert risk(("sister", 25), ("mother", 55)) == pair
    assert risk(("mother", 25), ("sister", 55), ("maternal_aunt", 79)) == pair
    assert pair > risk(("mother", 25))


def test_suspect_cells_of_claus_are_not_answered() -> None:
    rows = [{"relation": "maternal_aunt", "age_at_diagnosis": 65}]
    with pytest.raises(RiskInputError) as refused:
        answered("claus", sex="female", age_now=30, relatives=rows)
    assert refused.value.message_id == "score.suspect_cell"


def test_a_recalled_score_says_so() -> None:
    answer = answered(
        "mmrpredict",
        sex="female",
        age_at_diagnosis=40,
        is_proximal=False,
        has_several_tumours=False,
        youngest_fdr_colorectal="none",
        has_fdr_endometrial=False,
    )
    assert {v.status for v in answer.values} == {"recalled"}
    assert "caveat.score_recalled" in {c.message_id for c in answer.caveats}


def segregation(people: list[dict[str, object]], **changes: object) -> ScoreAnswer:
    rare = {"inheritance": "autosomal", "allele_frequency": 1e-6}
    sure = {"risk_noncarrier": 0.0, "risk_heterozygous": 1.0, "risk_homozygous": 1.0}
    return answered("segregation", **(rare | sure | {"proband": "p", "people": people} | changes))


def test_each_informative_meiosis_doubles_the_bayes_factor() -> None:
    """A rare dominant variant, fully penetrant, no phenocopies: 2 ** meioses."""
    people: list[dict[str, object]] = [
        {"id": "m", "affected": "yes"},
        {"id": "f", "affected": "no"},
        {"id": "p", "mother": "m", "father": "f", "affected": "yes", "genotype": "carrier"},
    ]
    for more in range(4):
        found = value(segregation(people), "bayes_factor")
        assert found == pytest.approx(2.0**more, rel=1e-4)
        state = ("yes", "carrier") if more % 2 else ("no", "noncarrier")
        people.append(
            {"id": f"s{more}", "mother": "m", "father": "f"}
            | dict(zip(("affected", "genotype"), state, strict=True))
        )


def test_an_affected_noncarrier_speaks_against_the_variant() -> None:
    people: list[dict[str, object]] = [
        {"id": "m", "affected": "yes"},
        {"id": "f", "affected": "no"},
        {"id": "p", "mother": "m", "father": "f", "affected": "yes", "genotype": "carrier"},
        {"id": "s", "mother": "m", "father": "f", "affected": "yes", "genotype": "noncarrier"},
    ]
    some = {"risk_noncarrier": 0.01, "risk_heterozygous": 0.8, "risk_homozygous": 0.8}
    assert value(segregation(people, **some), "bayes_factor") < 0.1
    assert value(segregation(people), "log10_bayes_factor") == -300


def single(mode: str, people: list[dict[str, object]], **changes: object) -> dict[str, float]:
    plain = {"mode": mode, "allele_frequency": 1e-9, "people": people}
    answer = answered("single_gene", **(plain | changes))
    return {v.about: v.value for v in answer.values if v.name == "carries"}


def test_healthy_sibling_of_a_recessive_case_carries_with_two_thirds_and_a_test_lowers_it() -> None:
    """Textbook: 2/3; after a negative test that finds 90 % of carriers 1/6."""
    kin: list[dict[str, object]] = [
        {"id": "m", "affected": "no"},
        {"id": "f", "affected": "no"},
        {"id": "c", "mother": "m", "father": "f", "affected": "yes"},
        {"id": "s", "mother": "m", "father": "f", "affected": "no"},
    ]
    assert single("recessive", kin)["s"] == pytest.approx(2 / 3, rel=1e-6)
    kin[-1]["test"] = "negative"
    tested = single("recessive", kin, test_sensitivity=0.9)
    assert tested["s"] == pytest.approx(1 / 6, rel=1e-6)


def test_child_of_a_huntington_case_who_is_well_at_sixty() -> None:
    """Textbook: half before, with 80 of 100 carriers ill by 60 one in six after."""
    kin: list[dict[str, object]] = [
        {"id": "m", "affected": "yes", "age": 70},
        {"id": "c", "mother": "m", "affected": "no", "age": 60},
    ]
    onset = [{"age": 60, "shown_by": 0.8}, {"age": 80, "shown_by": 1.0}]
    assert single("dominant", kin, onset=onset)["c"] == pytest.approx(1 / 6, rel=1e-6)


def test_daughter_of_an_obligate_x_linked_carrier_with_healthy_sons() -> None:
    """Textbook: half before, after two healthy sons 1/5."""
    kin: list[dict[str, object]] = [
        {"id": "gm", "sex": "female", "affected": "no", "test": "positive"},
        {"id": "gf", "sex": "male", "affected": "no"},
        {"id": "d", "sex": "female", "mother": "gm", "father": "gf", "affected": "no"},
        {"id": "a", "sex": "male", "mother": "d", "affected": "no"},
        {"id": "b", "sex": "male", "mother": "d", "affected": "no"},
    ]
    assert single("x_linked_recessive", kin)["d"] == pytest.approx(0.2, rel=1e-6)


def test_mother_of_an_isolated_x_linked_lethal_case_carries_with_two_thirds() -> None:
    """Haldane: a third of such cases are new mutations when the allele is kept by mutation alone,
    with q = 3 mu in the X chromosomes of women and men together; carriers among women 4 mu."""
    mu = 1e-5
    kin: list[dict[str, object]] = [
        {"id": "m", "sex": "female", "affected": "no"},
        {"id": "s", "sex": "male", "mother": "m", "affected": "yes"},
    ]
    found = single("x_linked_recessive", kin, allele_frequency=2 * mu, de_novo_rate=mu)
    assert found["m"] == pytest.approx(2 / 3, rel=1e-3)


def test_contradictions_in_the_family_are_named() -> None:
    with pytest.raises(RiskInputError) as refused:
        single("recessive", [{"id": "a", "mother": "b"}])
    assert refused.value.fields["place"] == "people[0].mother"
    with pytest.raises(RiskInputError) as refused:
        single("recessive", [{"id": "a"}, {"id": "a"}])
    assert refused.value.message_id == "score.contradiction"
    impossible: list[dict[str, object]] = [
        {"id": "m", "test": "negative"},
        {"id": "f", "test": "negative"},
        {"id": "c", "mother": "m", "father": "f", "test": "positive"},
    ]
    with pytest.raises(RiskInputError) as refused:
        single("dominant", impossible)
    assert refused.value.message_id == "score.impossible"
