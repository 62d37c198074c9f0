"""The table that says which answer stands before which purpose."""

from hypothesis import given
from hypothesis import strategies as st

from counselling.records.papers import gates
from counselling.records.papers.gates import GATES, LIMITS, Purpose
from counselling.records.papers.scopes import HERS, Scope

WORDS = st.dictionaries(
    st.tuples(st.sampled_from(["", "mother", "child"]), st.sampled_from(list(HERS))), st.booleans()
)
GATE = st.sampled_from(GATES)
PERSON = st.sampled_from(["mother", "child"])


@given(WORDS, GATE, PERSON)
def test_her_own_no_shuts_every_purpose_that_a_scope_stands_before(
    told: dict[tuple[str, Scope], bool], gate: gates.Gate, person: str
) -> None:
    after = {**told, (person, gate.scope): False}
    assert not gates.is_open(after, person, gate.purpose)


@given(WORDS, GATE, PERSON, st.sampled_from(list(HERS)))
def test_a_no_opens_nothing_and_shuts_only_what_the_table_names(
    told: dict[tuple[str, Scope], bool], gate: gates.Gate, person: str, scope: Scope
) -> None:
    after = {**told, (person, scope): False}
    for purpose in Purpose:
        before = gates.is_open(told, person, purpose)
        if scope in gates.scopes_of(purpose):
            assert not gates.is_open(after, person, purpose)
        else:
            assert gates.is_open(after, person, purpose) == before


@given(WORDS, PERSON)
def test_another_persons_word_is_no_word_of_hers(
    told: dict[tuple[str, Scope], bool], person: str
) -> None:
    hers = {key: yes for key, yes in told.items() if key[0] in ("", person)}
    for purpose in Purpose:
        assert gates.is_open(told, person, purpose) == gates.is_open(hers, person, purpose)


@given(WORDS, PERSON)
def test_a_project_that_does_all_it_may_has_nobody_who_did_not_agree_to_each(
    told: dict[tuple[str, Scope], bool], person: str
) -> None:
    if gates.may_research(told, person, LIMITS):
        assert all(gates.may(told, person, use) for use in LIMITS)
        assert gates.is_open(told, person, Purpose.RESEARCH_USE)


def test_what_gates_something_is_somebodys_own_word_and_stands_there_once() -> None:
    assert {gate.scope for gate in GATES} <= set(HERS)
    assert len({(gate.purpose, gate.scope) for gate in GATES}) == len(GATES)
    assert {gate.purpose for gate in GATES} == set(Purpose)
