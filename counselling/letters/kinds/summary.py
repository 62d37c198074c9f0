"""The summary letter to the patient after a session: what was said, in words to keep.

Two pages, the main points first, second person, one number system, every term explained: four to
five pages of narrative were rated worse than one and a half of concise lists (Roggenbuck et al.
2015, J Genet Couns 24:645). What belongs in follows Baker et al. 2002, the one published guideline
for such letters.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from counselling.errors import LetterError
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.letters.compose import compose
from counselling.letters.facts import Answered, Report, Talk
from counselling.letters.frame import Frame
from counselling.letters.inline import Token, sentences
from counselling.letters.letter import (
    Block,
    Bullets,
    Figure,
    KeyBox,
    Letter,
    Paragraph,
    Picture,
    Section,
    Table,
)
from counselling.letters.material import TALK_BLANK, Content, Kind, Material, blanks, talk_day
from counselling.letters.passages import family as family_passage
from counselling.letters.passages import glossary as terms
from counselling.letters.passages import risk
from counselling.letters.passages.afterwards import afterwards, told_of
from counselling.letters.passages.contacts import contacts
from counselling.letters.passages.given import recorded, unnamed
from counselling.letters.passages.looked import own_changes, tests_as_data, tests_told
from counselling.letters.passages.risk_pictures import numbers_drawn
from counselling.letters.passages.steps import in_a_line, steps_told
from counselling.letters.template import Blank, Filling, Template
from counselling.letters.typed import steps_said
from counselling.letters.voice import Voice
from counselling.pedigree.person import PersonId
from counselling.risk.model import Assessment

_TITLES: Final = {
    "main_points": N_("letters.section.main_points"),
    "why_we_met": N_("letters.section.why_we_met"),
    "what_we_looked_at": N_("letters.section.what_we_looked_at"),
    "what_it_means": N_("letters.section.what_it_means"),
    "uncertainty": N_("letters.section.uncertainty"),
    "agreed": N_("letters.section.agreed"),
    "family": N_("letters.section.family"),
    "support": N_("letters.section.support"),
    "insurance": N_("letters.section.insurance"),
    "recontact": N_("letters.section.recontact"),
    "consents": N_("letters.section.consents"),
    "words": N_("letters.section.words"),
    "contacts": N_("letters.section.contacts"),
}
TEMPLATE: Final = Template(
    kind="summary",
    version="2026.5",
    sections=tuple(_TITLES),
    most_pages=2,
    is_close=True,
    blanks=(
        TALK_BLANK,
        Blank("agreed", N_("letters.section.agreed"), filling=Filling.PROSE),
        Blank("lab", N_("letters.blank.report")),
        Blank("support", N_("letters.blank.support")),
        Blank("insurance", N_("letters.blank.insurance")),
        Blank("copies", N_("letters.blank.copies")),
    ),
)
_GENES: Final = (terms.GENE, terms.GENE_CHANGE)
# Most wide, most high. The labels of a family of twenty are still read at these sizes (6.5 pt).
_PEDIGREE_MM: Final = (168.0, 88.0)
_NARROW_MM: Final = 120.0  # a narrower tree makes room for a table beside it,
_SMALLER: Final = 0.92  # and a little more by being set smaller; its labels are still read (6 pt)
_LONGEST_STEP: Final = 160  # letters of a next step that the box of main points can hold


@dataclass(frozen=True)
class SummaryInput:
    """Everything that a summary letter is made from.

    assessment: of the person the letter is to; it holds her family. numbering: pedigree numbers as
    the picture shows them. curve: None where there is none to show. agreed: what was agreed, one
    line each, the next step first, in the counsellor's words. comparison: before and after a
    result that nobody has yet, None for none. answers: her recorded consents; said: those that the
    letter names, as data; filled: blanks.
    """

    frame: Frame
    assessment: Assessment
    numbering: Mapping[PersonId, str]
    pedigree: Picture
    curve: Picture | None
    session_on: datetime.date | None
    agreed: tuple[str, ...] = ()
    comparison: Picture | None = None
    answers: Mapping[str, bool] = field(default_factory=dict)
    said: tuple[Answered, ...] = ()
    filled: Mapping[str, str] = field(default_factory=dict)


def write(material: Material, voice: Voice) -> Content:
    """Write the summary. Raises LetterError("letter.no_assessment"), "letter.picture"."""
    if material.assessment is None or material.pedigree is None:
        raise LetterError("letter.no_assessment")
    blanks(TEMPLATE, material, voice)
    given = SummaryInput(
        frame=material.frame,
        assessment=material.assessment,
        numbering=material.numbering,
        pedigree=material.pedigree,
        curve=material.curve,
        session_on=material.talked_on,
        agreed=material.agreed or tuple(material.said("agreed").splitlines()),
        comparison=material.comparison,
        answers=material.answers,
        said=unnamed(recorded(material, told_of(material.answers))),
        filled=material.filled,
    )
    tested = (person.id for person in material.family.persons if person.tests)
    told = tuple(_Writer(given, voice).sections())
    return Content(told, tests_of=tuple(tested), has_numbers=True)


def summary_letter(given: SummaryInput, catalogue: Catalogue) -> Letter:
    """Compose the letter in the catalogue's language.

    Raises LetterError("letter.picture") when a picture does not tell its size, LanguageError.
    """
    recipient = given.frame.recipient
    voice = Voice(catalogue, recipient.gender, recipient.form)
    writer = _Writer(given, voice)
    return compose(
        TEMPLATE,
        given.frame,
        title=voice.text(N_("letters.summary.title")),
        sections=writer.sections(),
        voice=voice,
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the sections of one summary letter."""

    given: SummaryInput
    voice: Voice

    def sections(self) -> Iterator[Section]:
        told = (
            self.main_points(),
            self.why_we_met(),
            self.what_we_looked_at(),
            self.what_it_means(),
            self.uncertainty(),
            self.agreed(),
            self.family(),
            *self.afterwards(),
        )
        yield from told
        words = self.section("words", (terms.glossary(told, self.voice),))
        yield replace(words, is_half=True)
        reach = contacts(self.given.frame.clinic, self.voice, has_ways=False)
        copied = self.filled("copies", N_("letters.copies"))
        yield replace(self.section("contacts", (*reach, *copied)), is_half=True)

    def filled(self, name: str, message_id: str) -> Iterator[Paragraph]:
        """What is told only where a blank was filled."""
        if text := self.given.filled.get(name, "").strip():
            yield self.voice.paragraph(message_id, **{name: text})

    def section(
        self, section_id: str, blocks: tuple[Block, ...], uses: tuple[str, ...] = ()
    ) -> Section:
        return Section(section_id, self.voice.parts(_TITLES[section_id]), blocks, uses)

    def afterwards(self) -> Iterator[Section]:
        told = afterwards(self.given.answers, self.given.filled, self.voice)
        for section_id, blocks in told.items():
            facts = self.given.said if section_id == "consents" else ()
            yield replace(self.section(section_id, blocks), is_half=True, facts=facts)

    def main_points(self) -> Section:
        points = (
            self.next_step(),
            *self.numbers_in_short(),
            self.pointer(N_("letters.main.family"), "family"),
        )
        return self.section("main_points", (KeyBox(points),))

    def numbers_in_short(self) -> Iterator[Paragraph]:
        assessment = self.given.assessment
        told = (
            risk.having_a_change(assessment, self.voice),
            risk.becoming_ill(assessment, self.voice),
        )
        yield from (number for number in told if number)
        if any(told):
            model = Token(f"{assessment.model} {assessment.version}")
            yield self.pointer(N_("letters.main.numbers"), "uncertainty", model=model)
        else:
            yield self.voice.paragraph(N_("letters.risk.none"))

    def pointer(self, message_id: str, section_id: str, **fields: object) -> Paragraph:
        heading = self.voice.text(_TITLES[section_id])
        return self.voice.paragraph(message_id, heading=heading, **fields)

    def next_step(self) -> Paragraph:
        if not self.steps:
            return self.voice.paragraph(N_("letters.main.no_step"))
        step = in_a_line(self.steps[0])
        if len(step) > _LONGEST_STEP:
            return self.pointer(N_("letters.main.steps_below"), "agreed")
        return self.voice.paragraph(N_("letters.main.next_step"), step=step)

    def why_we_met(self) -> Section:
        day = talk_day(self.given.session_on, self.voice)
        name = self.given.frame.counsellor.name
        told = [self.voice.parts(N_("letters.why.met"), date=day)]
        if name:
            told.append(self.voice.parts(N_("letters.why.counsellor"), counsellor=name))
        told.append(self.voice.parts(N_("letters.why.topic")))
        facts = (Talk(self.given.session_on),) if self.given.session_on else ()
        section = self.section("why_we_met", (Paragraph(sentences(*told)),))
        return replace(section, is_aside=True, facts=facts)

    def what_we_looked_at(self) -> Section:
        people = len(self.given.assessment.question.family.persons)
        tree = self.voice.paragraph(N_("letters.looked.tree"), count=people)
        model = self.voice.paragraph(N_("letters.looked.model"))
        question, report = self.given.assessment.question, self.given.filled.get("lab", "").strip()
        lab = tuple(self.filled("lab", N_("letters.referrer.findings.lab")))
        own = tuple(own_changes(question, self.voice, report=lab[0].parts if lab else ()))
        looked = Bullets((tree, *tests_told(question, self.voice), *(() if own else lab), model))
        section = self.section("what_we_looked_at", (looked, *own), _GENES)
        reports = (Report(report),) if report else ()
        facts = (*tests_as_data(question), *reports)
        return replace(section, facts=facts)

    def what_it_means(self) -> Section:
        given, voice = self.given, self.voice
        told = numbers_drawn(
            given.assessment, voice, curve=given.curve, comparison=given.comparison
        )
        return self.section("what_it_means", tuple(told), _GENES)

    def uncertainty(self) -> Section:
        intro = self.voice.parts(N_("letters.uncertain.intro"))
        span = self.voice.parts(N_("letters.uncertain.range"))
        means_not = self.voice.parts(N_("letters.uncertain.not"))
        doubts = tuple(risk.doubts(self.given.assessment, self.voice))
        blocks = (
            Paragraph(sentences(intro, span, means_not)),
            *((Bullets(doubts),) if doubts else ()),
        )
        return self.section("uncertainty", blocks)

    @property
    def steps(self) -> tuple[str, ...]:
        return steps_said(self.given.agreed)

    def agreed(self) -> Section:
        if not self.steps:
            nothing = self.voice.paragraph(N_("letters.agreed.none"))
            return self.section("agreed", (nothing,))
        return self.section("agreed", tuple(steps_told(self.steps, self.voice)))

    def family(self) -> Section:
        question, voice = self.given.assessment.question, self.voice
        blocks: list[Block] = []
        if self.given.assessment.carriers:
            blocks.append(voice.paragraph(N_("letters.family.inherited")))
        caption = voice.parts(N_("letters.family.tree"))
        tree = Figure.fitted(self.given.pedigree, caption, most_mm=_PEDIGREE_MM)
        facts = tuple(
            family_passage.known_facts(
                question.family, question.person, self.given.numbering, voice
            )
        )
        if facts and isinstance(facts[0], Table) and tree.width_mm <= _NARROW_MM:
            narrow = round(_SMALLER * tree.width_mm, 2)
            tree, facts = replace(tree, width_mm=narrow, beside=facts[0]), facts[1:]
        blocks += (tree, *facts)
        blocks.append(voice.paragraph(N_("letters.family.show")))
        return self.section("family", tuple(blocks), _GENES)


KIND: Final = Kind(TEMPLATE, N_("letters.summary.title"), write, needs_assessment=True)
