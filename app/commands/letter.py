"""`consultand letter KIND FILE --person ID --language CODE --pdf OUT`: a letter as sealed PDF."""

import argparse
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from app.commands.arguments import day, supposition, whole
from app.commands.command import Command, Json, Speaker
from app.commands.deed import needs
from app.commands.losses import tell_findings, tell_losses
from app.commands.seal_options import declare_seal, key_asked
from app.fonts import measure
from app.letters import count_pages, kit_labels, seal, set_letter
from app.settings import ages, letterhead, load_settings
from app.words import catalogue, counted, letter_words
from counselling.errors import LetterError, UsageError
from counselling.files import keep_apart, replace_files
from counselling.language.catalogue import Catalogue
from counselling.letters.calendar import calendar_file
from counselling.letters.fhir_consent import fhir_consent
from counselling.letters.html import twin
from counselling.letters.letter import Letter
from counselling.letters.page import Size
from counselling.letters.parties import Address
from counselling.letters.registry import TEMPLATES, find
from counselling.letters.review import holds_back, review
from counselling.letters.typed import typed
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.records.papers.address_lines import fitting
from counselling.records.papers.scopes import ASKED, SHARED, TESTED, Scope
from counselling.risk.countries import find as find_country
from counselling.risk.model import Assessment
from counselling.settings.schema import Settings
from counselling.work.files.read_family import choose, read_file
from counselling.work.letters.write_letter import (
    Asked,
    Tongue,
    letter_material,
    needs_assessment,
    subject,
    write_letter,
)
from counselling.work.pedigree.contradictions import contradictions_told
from counselling.work.risk.assess_risk import assess, forget_models

_TOLD_IN: Final = "en"  # the command line's own language
_ANSWERS: Final = (*(scope.value for scope in (*ASKED, Scope.ASSENT, *TESTED)), *SHARED)


class WriteLetter:
    """Composes, sets and seals one letter about a person of a file."""

    name = "letter"
    summary = "write a letter about a person of a family file"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        add = parser.add_argument
        add("kind", nargs="?", metavar="KIND", help="see --kinds")
        add("file", nargs="?", type=Path, metavar="FILE")
        add("--kinds", action="store_true", help="list the kinds of letters and their blanks")
        add("--family", metavar="ID", help="which family of several")
        add("--person", metavar="ID", help="default: whom the file is about")
        add("--language", default="en", metavar="CODE", help="the patient's")
        add("--address", choices=[form.value for form in Address], default=Address.FORMAL.value)
        add("--large-print", action="store_true", help="text of 18 points")
        add("--set", dest="filled", action="append", default=[], metavar="BLANK=TEXT",
            help="fill a blank; may be repeated")  # fmt: skip
        add("--draft", action="store_true", help="needed blanks stay lines to write on")
        add("--country", metavar="NAME", help="whose population; default: settings")
        add("--session-on", type=day, metavar="YYYY-MM-DD")
        add("--agreed", action="append", default=[], metavar="LINE", help="may be repeated")
        add("--consented", action="append", default=[], metavar="ID",
            help="who agreed that relatives are written to; may be repeated")  # fmt: skip
        add("--answer", dest="answers", action="append", default=[], metavar="USE=yes|no",
            help="a recorded consent; may be repeated")  # fmt: skip
        add("--if", dest="supposed", metavar='"PERSON GENE pos|neg"',
            help="with a picture of before and after this result")  # fmt: skip
        add("--post", action="append", default=[], metavar="LINE",
            help="a line of the person's postal address; may be repeated")  # fmt: skip
        add("--version", type=whole(most=999), default=1, metavar="N",
            help="of this letter to this person")  # fmt: skip
        add("--pdf", type=Path, metavar="OUT")
        add("--html", type=Path, metavar="OUT", help="the letter's HTML twin")
        add("--calendar", type=Path, metavar="OUT", help="of an invitation, as .ics")
        add("--labels", type=Path, metavar="OUT", help="of a sample kit, as PDF")
        add("--fhir", type=Path, metavar="OUT", help="of a consent to data sharing, as FHIR R4")
        declare_seal(parser)

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Write the letter, whole or not at all."""
        if arguments.kinds:
            return _list_kinds(speaker)
        if not (arguments.kind and arguments.file and arguments.pdf):
            raise UsageError("letter.what")
        find(arguments.kind)
        is_sharing = arguments.kind == "data_sharing"
        needs("--fhir", "data_sharing", is_typed=bool(arguments.fhir), has_other=is_sharing)
        words, settings = letter_words(arguments.language), load_settings()
        keep_apart(arguments.file, *_targets(arguments))
        if arguments.address not in words.traits.addresses:
            speaker.note(f"{arguments.language} has one form of address: nothing changes")
        reading = read_file(arguments.file)
        family = choose(reading, arguments.family)
        country = _country(arguments, settings)
        written = _Writing(arguments, settings, family, country, words)
        letter, english = written.letters()
        pdf = set_letter(letter, Size.LARGE if arguments.large_print else Size.USUAL)
        pages = count_pages(pdf)
        # large print takes the pages that it needs: the letter it stands for is what is counted
        usual = count_pages(set_letter(letter)) if arguments.large_print else pages
        own = letter_words(_TOLD_IN)
        doubts = review(letter, words, pages=usual, own=own, beside=english)
        if holds_back(doubts) and not arguments.draft:
            raise LetterError("letter.held_back", count=sum(holds_back((one,)) for one in doubts))
        if not arguments.no_seal:
            pdf = seal(pdf, letter, clinic=settings.clinic.name, own=key_asked(arguments))
        replace_files({arguments.pdf: pdf, **written.others(letter)})
        tell_losses(reading.losses, speaker)
        tell_findings((family,), speaker)
        for doubt in doubts:
            speaker.note(catalogue("en").say(doubt.message_id, **dict(doubt.fields)))
        answer = {
            "kind": letter.kind,
            "language": letter.language,
            "id": letter.id,
            "version": letter.version,
            "country": country,
            "pages": pages,
            "is_sealed": not arguments.no_seal,
            "findings": [doubt.message_id for doubt in doubts],
            "bytes": len(pdf),
            "file": str(arguments.pdf),
        }
        told = f"{counted(pages, 'page')}, compared with {country}: {arguments.pdf}"
        speaker.result(answer, told)
        return 0


class _Writing:
    """One letter as it was asked for on the command line."""

    def __init__(
        self,
        arguments: argparse.Namespace,
        settings: Settings,
        family: Family,
        country: str,
        words: Catalogue,
    ) -> None:
        self._arguments, self._settings = arguments, settings
        self._family, self._country, self._words = family, country, words
        self._person = subject(family, arguments.person)
        self._asked = _asked(arguments, family)

    def letters(self) -> tuple[Letter, Letter]:
        """Return the letter, and the same in the language in which its findings are told."""
        assessment = None
        if needs_assessment(self._arguments.kind):
            assessment = _assessed(self._family, self._person, self._country, self._words)
        letter = english = self._letter(self._words, assessment)
        if self._words.code != _TOLD_IN:
            english = self._letter(letter_words(_TOLD_IN), assessment)
        forget_models()  # what sets and seals needs their memory
        return letter, english

    def _letter(self, words: Catalogue, assessment: Assessment | None) -> Letter:
        return write_letter(
            self._asked,
            self._family,
            self._person,
            Tongue(words, catalogue("en")),
            measure(),
            head=letterhead(self._settings, words.code),
            assessment=assessment,
        )

    def others(self, letter: Letter) -> Mapping[Path, bytes]:
        """Return what was asked for beside the PDF."""
        arguments, files = self._arguments, {}
        size = Size.LARGE if arguments.large_print else Size.USUAL
        if arguments.html:
            files[arguments.html] = twin(letter, size=size).encode()
        if arguments.calendar:
            files[arguments.calendar] = self._calendar()
        if arguments.labels:
            files[arguments.labels] = kit_labels(self._asked.filled.get("sample_id", ""))
        if arguments.fhir:
            consent = fhir_consent(
                self._asked.answers,
                patient=self._person,
                given_on=letter.written_on,
                language=letter.language,
                form=letter.template_version,
            )
            files[arguments.fhir] = consent.encode()
        return files

    def _calendar(self) -> bytes:
        head = letterhead(self._settings, self._arguments.language)
        told = letter_material(
            self._asked,
            self._family,
            self._person,
            self._words,
            measure(),
            head=head,
            assessment=None,
        )
        return calendar_file(told, self._words)


def _asked(arguments: argparse.Namespace, family: Family) -> Asked:
    today = datetime.now(UTC).date()
    answers = _pairs(arguments.answers)
    if unclear := [name for name, said in answers.items() if said not in ("yes", "no")]:
        raise UsageError("letter.unclear_answer", use=unclear[0])
    for name in answers:
        if name not in _ANSWERS:
            raise LetterError("letter.unknown_blank", blank=name, known=", ".join(_ANSWERS))
    return Asked(
        arguments.kind,
        session_on=arguments.session_on,
        written_on=today,
        address=Address(arguments.address),
        filled=typed(find(arguments.kind), _pairs(arguments.filled)),
        agreed=tuple(arguments.agreed),
        supposed=supposition(arguments.supposed) if arguments.supposed else None,
        consented=frozenset(subject(family, one) for one in arguments.consented),
        answers={name: said == "yes" for name, said in answers.items()},
        post=fitting(arguments.post),
        reference=family.id[:8],
        version=arguments.version,
        ages=ages(load_settings()).asked,
    )


def _country(arguments: argparse.Namespace, settings: Settings) -> str:
    """Whose population; one that was asked for is known, also where no number depends on it."""
    if arguments.country:
        find_country(arguments.country)
    return arguments.country or settings.country or "UK"


def _pairs(told: list[str]) -> dict[str, str]:
    pairs = [text.partition("=") for text in told]
    if any(not middle for _, middle, _ in pairs):
        raise UsageError("letter.unclear_blank")
    return {name.strip(): text for name, _, text in pairs}


def _targets(arguments: argparse.Namespace) -> tuple[Path, ...]:
    names = ("pdf", "html", "calendar", "labels", "fhir")
    return tuple(path for name in names if (path := getattr(arguments, name)))


def _assessed(family: Family, person: PersonId, country: str, words: Catalogue) -> Assessment:
    with contradictions_told(family, words, measure()):
        return assess(family, person=person, country=country)


def _list_kinds(speaker: Speaker) -> int:
    words = catalogue("en")
    listed: list[Json] = [
        {
            "kind": template.kind,
            "name": words.say(template.name_id),
            "version": template.version,
            "audience": template.audience.value,
            "sections": list(template.sections),
            "blanks": {
                blank.name: {"label": words.say(blank.label), "is_needed": blank.is_needed}
                for blank in template.asked
            },
        }
        for template in TEMPLATES
    ]
    lines = []
    for one, template in zip(listed, TEMPLATES, strict=True):
        blanks = ", ".join(b.name + ("*" if b.is_needed else "") for b in template.asked)
        lines.append(f"{one['kind']}: {one['name']} ({blanks})")
    speaker.result({"kinds": listed}, "\n".join(lines))
    return 0


COMMAND: Final[Command] = WriteLetter()
