"""What all facts need to be written down: ask, echo, keep a note, work an age out."""

from dataclasses import replace
from typing import Final

from counselling.pedigree.person import Age, Person, PersonId
from counselling.shorthand.draft import Draft
from counselling.shorthand.fact import Fact, FactKind
from counselling.shorthand.lexicon import Lexicon
from counselling.shorthand.people import People
from counselling.shorthand.reading import Echo, Question, Told

_TIMED: Final = (FactKind.CONDITION, FactKind.PROCEDURE)


class Ledger:
    """Collects echoes and questions while facts go into the draft."""

    def __init__(self, text: str, draft: Draft, lexicon: Lexicon, people: People) -> None:
        self.echoes: list[Echo] = []
        self.questions: list[Question] = []
        self._text, self._draft, self._lexicon, self._people = text, draft, lexicon, people

    def _ask(self, what: str, fact: Fact, choices: tuple[str, ...] = ()) -> None:
        token = fact.token
        words = (("words", token.text),)
        self.questions.append(
            Question(f"shorthand.ask.{what}", token.start, token.end, words, choices)
        )

    def _echo(self, what: str, person: Person, fact: Fact, **fields: Told) -> None:
        place = (fact.start, max(fact.end, fact.token.end))
        told = tuple(fields.items())
        told += (("with_instead", fact.instead),) if fact.instead else ()
        is_assumed = fact.has("assumed")
        self.echoes.append(
            Echo(f"shorthand.echo.{what}", (person.id,), *place, told, is_assumed=is_assumed)
        )

    def _words(self, fact: Fact) -> str:
        return " ".join(self._text[fact.start : fact.end].split())

    def _note(self, who: PersonId, words: str) -> None:
        person = self._draft.people[who]
        kept = person.note.split("; ") if person.note else []
        if words not in kept:
            self._draft.put(replace(person, note="; ".join((*kept, words))))

    def _age(self, person: Person, fact: Fact) -> Age | None:
        """The age at an event: as told, or from its year where the year of birth is known."""
        if fact.age is None or fact.age.year is None:
            return fact.age.age if fact.age else None
        if person.birth is None:
            return None
        years = fact.age.year - person.birth.year
        if years < 0:
            self._ask("too_late", fact)
            return None
        return Age(max(years - 1, 0), years)

    def _note_what_no_field_holds(self, who: PersonId, fact: Fact) -> None:
        """About 60, or the calendar year of an event: the nurse's words are kept beside."""
        told = fact.age
        is_about = told is not None and (told.is_about or (told.year and fact.kind in _TIMED))
        if is_about or fact.has("vague"):
            self._note(who, self._words(fact))

    def _has(self, person: Person, relation: str) -> bool:
        """Whether somebody has children or siblings who are drawn."""
        told = self._lexicon.relations.get(relation)
        path = told.paths[0] if told else ()
        look = {("child",): self._draft.children, ("sibling",): self._draft.siblings}
        return path in look and bool(look[path](person.id))

    def _change(self, person: Person, **values: object) -> Person:
        changed = replace(person, **values)  # type: ignore[arg-type] # fields of Person
        self._draft.put(changed)
        return changed

    def _name(self, what: str) -> str:
        return self._lexicon.name_of(what)

    def _keep_note(self, person: Person, fact: Fact) -> None:
        if fact.what == "none" and self._has(person, fact.variant):
            self._ask("whose", fact)
        words = self._words(fact)
        self._note(person.id, words)
        self._echo("note", person, fact, words=words)
