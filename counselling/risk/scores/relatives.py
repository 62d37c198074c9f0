"""People of a family as rows of answers, for scores that peel: who is whose child, and the data."""

from collections.abc import Callable, Sequence
from typing import Final

from counselling.errors import RiskInputError
from counselling.genetics.peeling import ImpossibleFamily
from counselling.genetics.problem import Answer, Inheritance, Problem, Relative, solve
from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import Sex
from counselling.risk.scores.score import AnswerKind, Answers, Ask, number, rows

_SEXES: Final = {"female": Sex.FEMALE, "male": Sex.MALE, "unknown": Sex.UNKNOWN}
RELATIVE: Final = (
    Ask("id", AnswerKind.TEXT),
    Ask("mother", AnswerKind.TEXT, is_needed=False),
    Ask("father", AnswerKind.TEXT, is_needed=False),
    Ask("sex", AnswerKind.CHOICE, choices=tuple(_SEXES), is_needed=False, default="unknown"),
)


def share(name: str, *, default: float | None = None) -> Ask:
    """Return the question for a probability; without a default it is needed."""
    return Ask(name, AnswerKind.NUMBER, 0.0, 1.0, is_needed=default is None, default=default)


def problem(
    answers: Answers,
    inheritance: Inheritance,
    data: Callable[[Answers], Sequence[float]],
    *,
    de_novo_rate: float = 0.0,
) -> Problem:
    """Return a family as a peeling problem. data: P(a person's data | 0, 1, 2 copies).

    Raises RiskInputError("score.contradiction") for an id twice or a parent who is nobody.
    """
    people = rows(answers, "people")
    ids = [str(person["id"]) for person in people]
    for at, person in enumerate(people):
        if ids.count(ids[at]) > 1:
            raise RiskInputError("score.contradiction", place=f"people[{at}].id")
        for parent in ("mother", "father"):
            if person[parent] is not None and person[parent] not in ids:
                raise RiskInputError("score.contradiction", place=f"people[{at}].{parent}")
    return Problem(
        people=tuple(
            Relative(
                str(person["id"]),
                _name(person["mother"]),
                _name(person["father"]),
                _SEXES[str(person["sex"])],
                tuple(data(person)),
            )
            for person in people
        ),
        frequencies=(number(answers, "allele_frequency"),),
        inheritance=inheritance,
        de_novo_rate=de_novo_rate,
    )


def posteriors(asked: Problem) -> Answer:
    """Solve a family's problem.

    Raises RiskInputError("score.impossible") with the places of those whose answers exclude each
    other; ids may be names and stay out of it.
    """
    try:
        return solve(asked)
    except ImpossibleFamily as reason:
        ids = [person.id for person in asked.people]
        named = ", ".join(f"people[{ids.index(person)}]" for person in reason.persons)
        raise RiskInputError("score.impossible", place=named) from None


def _name(told: object) -> PersonId | None:
    return None if told is None else str(told)
