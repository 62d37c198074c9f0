"""Whom the phrases of a clause mean, and what is told of finding them."""

from collections.abc import Sequence
from dataclasses import replace

from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import Sex
from counselling.shorthand.anchors import Doubt, anchored
from counselling.shorthand.context import Context
from counselling.shorthand.couples import Couples
from counselling.shorthand.opening import POINTING
from counselling.shorthand.path import PersonPhrase
from counselling.shorthand.reading import Echo, Question
from counselling.shorthand.tokens import Token


class Naming:
    """Finds or adds the people of one statement; questions and echoes go to its lists."""

    def __init__(
        self, context: Context, questions: list[Question], echoes: list[Echo], couples: Couples
    ) -> None:
        self._context, self._couples = context, couples
        self._questions, self._echoes = questions, echoes
        self._named: set[PersonId] = set()

    def find(self, phrases: Sequence[PersonPhrase]) -> tuple[list[PersonId], PersonId]:
        """Return the people, and whom they are relatives of; nobody where somebody is asked for."""
        context = self._context
        base = context.consultand
        if not phrases:
            return ([context.current] if context.current else []), base
        who: list[PersonId] = []
        found: list[PersonId] = []
        for at, phrase in enumerate(phrases):
            if at:  # "mum & her sister": of whom was spoken just before
                context.current = who[-1] if len(found) == 1 else None
            try:
                found, base = self._found(phrase)
            except Doubt as doubt:
                self._questions.append(doubt.question)
                return [], base
            if phrase.is_twin:
                place = (phrase.start, phrase.end)
                self._couples.twin(found, base, phrase.zygosity, place)
            is_doubled = any(person in who for person in found)  # "mum and her mum"
            is_named = phrase.anchor is None and any(person in self._named for person in found)
            if is_doubled or is_named:
                self._ask("twice_named", phrase)  # "mum BSO 50, mo br ca": or "no"?
            self._named.update(found if len(found) == 1 else ())  # "parents well, mum 55"
            who += [person for person in found if person not in who]
        return who, base

    def _found(self, phrase: PersonPhrase) -> tuple[list[PersonId], PersonId]:
        context = self._context
        pronoun = phrase.anchor if phrase.anchor and phrase.anchor.has(*POINTING) else None
        current = self._meant(pronoun) if pronoun else context.current
        anchor = anchored(
            phrase,
            consultand=context.consultand,
            current=current,
            numbers=context.numbers,
            names=context.names,
        )
        if pronoun and pronoun.norm in context.lexicon.having:
            self._doubt_having(phrase, anchor)
        before = len(context.draft.added)
        found, base = context.people.find(phrase, anchor)
        self._tell_added(phrase, found, context.draft.added[before:])
        self._keep_age_word(phrase, found)
        self._remember(phrase, found, anchor if pronoun else None)
        return found, base

    def _doubt_having(self, phrase: PersonPhrase, owner: PersonId) -> None:
        """ "Mum has 2 daughters": is the patient, who is one, among them?"""
        draft, path = self._context.draft, phrase.steps[0].relation.paths[0]
        look = {("child",): draft.children, ("sibling",): draft.siblings}
        if path in look and look[path](owner):
            token = phrase.steps[0].token
            words = (("words", token.text),)
            ask = Question("shorthand.ask.which_person", token.start, token.end, words)
            raise Doubt(ask)

    def _meant(self, token: Token) -> PersonId | None:
        """Whom "her" can mean: the last named, whose relative that was, the patient; or ask."""
        context = self._context
        if context.current is None:
            return None
        if context.is_first and not context.words and context.current == context.consultand:
            is_known = context.draft.people[context.consultand].sex is not Sex.UNKNOWN
            if token.text.islower() and not is_known:
                raise self._doubtful(token, (context.consultand,))  # "his sister br ca 45": whose?
            context.is_prose = True
        if context.is_prose and token.text[:1].isupper() and self._begins_sentence(token):
            return context.consultand
        is_turned = token.start > 0 and token.text[:1].isupper() and self._begins_sentence(token)
        if token.norm in context.lexicon.pointing:  # "Vater 62. Dessen Mutter": who was named last
            if self._fits(token, context.current):
                return context.current
            raise self._doubtful(token, ())
        near: list[PersonId] = []
        who: PersonId | None = context.current
        while who is not None and who not in near:
            near.append(who)
            who = context.named_from.get(who)
        if (context.is_prose or is_turned) and context.consultand not in near:
            near.append(context.consultand)
        fitting = [one for one in near if self._fits(token, one)]
        if len(fitting) == 1:
            return fitting[0]
        raise self._doubtful(token, fitting)

    def _doubtful(self, token: Token, fitting: Sequence[PersonId]) -> Doubt:
        """Which of these is meant?"""
        words = (("words", token.text),)
        choices = tuple(filter(None, (self._owner(one) for one in fitting)))
        return Doubt(Question("shorthand.ask.whose", token.start, token.end, words, choices))

    def _begins_sentence(self, token: Token) -> bool:
        before = self._context.text[: token.start].rstrip(" \t")
        return not before or before[-1] in ".;\n\r"

    def _fits(self, token: Token, who: PersonId) -> bool:
        word, sex = token.sense("her", "his"), self._context.draft.people[who].sex
        return not ((word == "her" and sex is Sex.MALE) or (word == "his" and sex is Sex.FEMALE))

    def _owner(self, who: PersonId) -> str:
        """Words that say whose relative is meant, where the language puts the owner first."""
        context, lexicon = self._context, self._context.lexicon
        word = lexicon.word_for("self", "self") if who == context.consultand else ""
        word = word or context.words.get(who, "")
        is_before = lexicon.owned.startswith("{owner}")
        return lexicon.owned.format(owner=word, relation="").strip() if word and is_before else ""

    def _remember(
        self, phrase: PersonPhrase, found: Sequence[PersonId], owner: PersonId | None
    ) -> None:
        context = self._context
        for who in found:
            if owner is not None:
                context.named_from[who] = owner
            else:
                context.named_from.pop(who, None)
                context.words[who] = context.text[phrase.start : phrase.end]
        if owner is None:
            context.is_prose = False

    def _ask(self, what: str, phrase: PersonPhrase) -> None:
        place = (phrase.start, phrase.end)
        fields = (("words", self._context.text[slice(*place)]),)
        self._questions.append(Question(f"shorthand.ask.{what}", *place, fields))

    def _tell_added(
        self, phrase: PersonPhrase, found: Sequence[PersonId], added: Sequence[PersonId]
    ) -> None:
        place = (phrase.start, phrase.end)
        for who in found:
            self._context.draft.reveal(who)
            if who in added:
                is_one = self._context.draft.people[who].count
                message = "shorthand.echo.added" if is_one else "shorthand.echo.added_several"
                self._echoes.append(Echo(message, (who,), *place))
        for who in added:
            if who not in found:
                echo = Echo("shorthand.echo.linked", (who,), *place, is_assumed=True)
                self._echoes.append(echo)

    def _keep_age_word(self, phrase: PersonPhrase, found: Sequence[PersonId]) -> None:
        """ "Elder sister": the order of birth has no field, so the word is kept as a note."""
        word = phrase.steps[-1].age_word if phrase.steps else ""
        for who in found if word else ():
            person = self._context.draft.people[who]
            notes = person.note.split("; ") if person.note else []
            if word not in notes:
                self._context.draft.put(replace(person, note="; ".join((*notes, word))))
            place, told = (phrase.start, phrase.end), (("words", word),)
            self._echoes.append(Echo("shorthand.echo.note", (who,), *place, told))
