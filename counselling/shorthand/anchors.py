"""Where a path of relations starts: the consultand, somebody by number or name, or her."""

from collections.abc import Mapping

from counselling.pedigree.person import PersonId
from counselling.shorthand.path import PersonPhrase
from counselling.shorthand.reading import Question
from counselling.shorthand.tokens import Kind


class Doubt(Exception):
    """The words do not say who is meant: no error, a question to the nurse."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.message_id)
        self.question = question


def anchored(
    phrase: PersonPhrase,
    *,
    consultand: PersonId,
    current: PersonId | None,
    numbers: Mapping[str, PersonId],
    names: Mapping[str, PersonId],
) -> PersonId:
    """Return whom a phrase starts from. Raises Doubt."""
    token = phrase.anchor
    if token is None or token.has("self"):
        return consultand
    words = (("words", token.text),)
    found: PersonId | None
    if token.kind is Kind.REFERENCE:
        found = numbers.get(token.text.replace("–", "-").replace(".", "-").replace(":", "-"))
    elif token.has("her", "his", "their"):
        found = current
    else:
        found = names.get(token.text.strip('"').casefold())
    if not found:
        message = "shorthand.ask.no_such_person"
        if token.has("her", "his", "their"):
            message = "shorthand.ask.whose"
        raise Doubt(Question(message, token.start, token.end, words))
    return found
