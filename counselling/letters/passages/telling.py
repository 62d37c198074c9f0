"""How the kinds tell their sections: a title and a text each, questions, places to sign."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from counselling.language.marks import N_
from counselling.letters.asking import Answer, Question, SignatureLine, Signatures
from counselling.letters.facts import Fact
from counselling.letters.letter import Block, Paragraph, Section
from counselling.letters.parties import Clinic
from counselling.letters.passages import glossary as terms
from counselling.letters.passages.contacts import contacts, ways_to_reach
from counselling.letters.passages.prose import prose
from counselling.letters.template import Audience
from counselling.letters.voice import Voice

_WORDS: Final = N_("letters.section.words")
_CONTACTS: Final = N_("letters.section.contacts")
_ANSWERS: Final = {
    "yes": N_("letters.answer.yes"),
    "no": N_("letters.answer.no"),
    "later": N_("letters.answer.later"),
}
YES_NO: Final = ("yes", "no")


@dataclass(frozen=True)
class Teller:
    """Tells the sections of one letter. fields: what its messages may ask for."""

    voice: Voice
    fields: Mapping[str, object] = field(default_factory=dict)

    def section(
        self,
        section_id: str,
        title: str,
        *blocks: Block,
        is_aside: bool = False,
        facts: Iterable[Fact] = (),
    ) -> Section:
        """Return a section of these blocks. facts: what they say, as data."""
        parts = self.voice.parts(title, **self.fields)
        return Section(section_id, parts, blocks, is_aside=is_aside, facts=tuple(facts))

    def prose(
        self,
        section_id: str,
        title: str,
        text: str,
        *more: Block,
        is_aside: bool = False,
        facts: Iterable[Fact] = (),
    ) -> Section:
        """Return a section of a message's blocks and others behind them."""
        blocks = (*prose(self.voice, text, **self.fields), *more)
        return self.section(section_id, title, *blocks, is_aside=is_aside, facts=facts)

    def question(
        self,
        question_id: str,
        message_id: str,
        answers: tuple[str, ...] = YES_NO,
        *,
        said: str = "",
        codes: tuple[str, ...] = (),
        level: str = "",
    ) -> Question:
        """Return a statement with boxes. said: the answer that is recorded; codes: of its yes."""
        parts = self.voice.parts(message_id, **self.fields)
        asked = self.voice.text(message_id, **self.fields)
        boxes = []
        for answer in answers:
            label = self.voice.text(_ANSWERS[answer])
            name = self.voice.text(N_("letters.answer.name"), question=asked, answer=label)
            told = codes if answer == "yes" else ()
            boxes.append(
                Answer(f"{question_id}-{answer}", (label,), name, answer == said, codes=told)
            )
        return Question(question_id, parts, tuple(boxes), level)

    def signatures(self, *who: tuple[str, str]) -> Signatures:
        """Return places to sign: id and message id of each."""
        lines = tuple(
            SignatureLine(line, self.voice.parts(message), self.voice.text(message))
            for line, message in who
        )
        return Signatures(lines, self.voice.parts(N_("letters.sign.day")))

    def ending(self, told: Iterable[Section], clinic: Clinic) -> tuple[Section, ...]:
        """Return the sections with words explained, where there are any, and how to reach us."""
        sections = tuple(told)
        explained = terms.glossary(sections, self.voice)
        if explained.entries:
            sections += (Section("words", self.voice.parts(_WORDS), (explained,), is_aside=True),)
        if self.voice.reader is Audience.PROFESSIONAL:
            reached: tuple[Block, ...] = tuple(map(Paragraph, ways_to_reach(clinic, self.voice)))
        else:
            reached = contacts(clinic, self.voice)
        if not reached:
            return sections
        reach = Section("contacts", self.voice.parts(_CONTACTS), reached, is_aside=True)
        return (*sections, reach)
