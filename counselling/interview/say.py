"""Says a question, why it is asked, and how far an interview is; whole sentences of a language."""

from typing import Final

from counselling.interview.gap import EXISTENCE, Gap
from counselling.interview.progress import Progress
from counselling.interview.questions import Question
from counselling.interview.relatives import Kin, Side
from counselling.interview.weights import weights
from counselling.language.catalogue import Catalogue
from counselling.language.kin import LABEL
from counselling.language.marks import N_
from counselling.pedigree.answers import Topic

_GRANDPARENTS: Final = {
    (Side.MOTHER, Topic.MOTHER): "maternal_grandmother",
    (Side.MOTHER, Topic.FATHER): "maternal_grandfather",
    (Side.FATHER, Topic.MOTHER): "paternal_grandmother",
    (Side.FATHER, Topic.FATHER): "paternal_grandfather",
}


def missing_parent(gap: Gap) -> str:
    """Relation (as in language.kin) of a parent who is not there yet; "" for any other gap."""
    if gap.topic not in (Topic.MOTHER, Topic.FATHER):
        return ""
    if gap.kin is Kin.SELF:
        return gap.topic.value
    return _GRANDPARENTS[gap.side, gap.topic]


def say_question(
    question: Question,
    words: Catalogue,
    *,
    person: str,
    condition: str = "",
    is_deceased: bool = False,
) -> str:
    """Ask. person: how she is named; of a missing parent that is not used.

    condition: in words, where the question is about one. is_deceased: whether she is.
    """
    gap = question.gap
    if relation := missing_parent(gap):
        person = words.say(f"kin.{relation}.{LABEL}")
    living = "no" if is_deceased else "yes"
    return words.say(
        f"interview.ask.{gap.topic}", person=person, condition=condition, living=living
    )


def say_reasons(question: Question, words: Catalogue) -> tuple[str, ...]:
    """Say why it is asked now, a sentence each: what it is good for, and how its weight came."""
    topic = question.gap.topic
    reason = "existence" if topic in EXISTENCE and topic is not Topic.LOSSES else topic.value
    said = [words.say(f"interview.reason.{reason}")]
    if question.is_undecided:
        said.append(words.say(N_("interview.undecided")))
    if question.is_same_person:
        said.append(words.say(N_("interview.same_person")))
    table = weights()
    weight = words.say(
        N_("interview.weight"),
        weight=question.weight,
        near=question.near,
        fact=question.fact,
        undecided="yes" if question.is_undecided else "no",
        factor=table.undecided.value,
        same="yes" if question.is_same_person else "no",
        bonus=table.same_person.value,
    )
    return (*said, weight)


def say_progress(progress: Progress, words: Catalogue) -> str:
    """Say how far a side is, in people: "mother's side: 4 of 6"."""
    return words.say(f"interview.side.{progress.side}", done=progress.done, total=progress.total)
