"""What the desk says follows from a withdrawal is what the table of gates does."""

from counselling.records.papers.gates import GATES, Purpose
from ui.pages.safekeeping.consents.consents_words import EFFECTS, OFFERED

NOTED = "consents.effect_share"  # it stands there to be read, and nothing does it by itself


def test_whatever_gates_something_says_so_and_nothing_else_does() -> None:
    gated = {str(gate.scope) for gate in GATES}
    assert gated <= set(OFFERED)
    assert set(EFFECTS) == set(OFFERED)
    assert {scope for scope in OFFERED if EFFECTS[scope] == NOTED} == {
        scope for scope in OFFERED if scope.startswith(("share_", "test"))
    } - gated


def test_every_use_of_a_project_says_that_she_is_in_no_export_for_it() -> None:
    uses = {gate.scope for gate in GATES if gate.purpose is Purpose.RESEARCH_USE}
    assert {EFFECTS[use] for use in uses} == {"consents.effect_limit"}
