"""The whole path of a family, from file to letter, for real: each step timed, its files named.

`consultand demo` plays it. Everything that touches the machine comes in through Props.
"""

import asyncio
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import asdict, dataclass, field
from itertools import chain, count
from pathlib import Path
from typing import Final, TypeAlias

from counselling.call.media.devices import Devices
from counselling.drawing.measure import Measure
from counselling.drawing.scene import Scene
from counselling.drawing.svg import svg
from counselling.figures.chart import ChartData
from counselling.files import replace_file, told_by_the_disk
from counselling.formats.format import Reading
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.records.folder.folder import SUFFIX
from counselling.records.log.families import FamilyRecord
from counselling.risk.model import Assessment
from counselling.work.desk import Desk
from counselling.work.files.read_family import choose, read_file
from counselling.work.pedigree.contradictions import contradictions_told
from counselling.work.pedigree.draw_family import Drawing, draw_family
from counselling.work.risk.assess_risk import as_table, assess, picture
from counselling.work.session.rehearse import Visitor, rehearse
from counselling.work.vault.door import DEMO_NAME, DEMO_PASSPHRASE

REPORT: Final = "report.json"
MakeVisitor: TypeAlias = Callable[[], AbstractAsyncContextManager[Visitor]]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be played. family: the file; family_id: which one of several; person: whom it is
    about, None for the file's own; language: the patient's; seconds: how long the call stays up."""

    out: Path
    family: Path
    language: str
    country: str
    family_id: str | None = None
    person: str | None = None
    seconds: float = 5.0


@dataclass(frozen=True)
class Props:
    """What the play is played with.

    desk: over a home of its own. words: of the pictures; language: words of any language. sheet,
    chart_page: heavy painters.
    visitor: somebody at a browser; None leaves the session out, and says so. devices: made up.
    tour: goes through the desk's pages and returns pictures of them; None leaves that out.
    """

    desk: Desk
    words: Catalogue
    language: Callable[[str], Catalogue]
    measure: Measure
    sheet: Callable[[Scene], bytes]
    chart_page: Callable[[ChartData], str]
    count_pages: Callable[[bytes], int]
    visitor: MakeVisitor | None
    devices: Callable[[], Devices]
    tour: Callable[[Path], Sequence[Path]] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step as it went; what: message id (domain ui) that says it in words."""

    step: str
    what: str
    milliseconds: float
    figures: Mapping[str, object]
    files: tuple[str, ...]


@dataclass
class Entry:
    """A step while it is played."""

    figures: dict[str, object] = field(default_factory=dict)
    files: list[Path] = field(default_factory=list)


class _Ledger:
    """Times the steps and keeps them in order."""

    def __init__(self, tell: Callable[[Step], None]) -> None:
        self._tell = tell
        self.steps: list[Step] = []

    @contextmanager
    def step(self, name: str, what: str) -> Iterator[Entry]:
        """Play a step; it counts only when it ends well."""
        entry = Entry()
        started = time.perf_counter()
        yield entry
        milliseconds = round(1000 * (time.perf_counter() - started), 1)
        files = tuple(str(path) for path in entry.files)
        self.steps.append(Step(name, what, milliseconds, entry.figures, files))
        self._tell(self.steps[-1])


def play(wish: Wish, props: Props, *, tell: Callable[[Step], None]) -> tuple[Step, ...]:
    """Play all steps and write report.json; `tell` hears of each as it ends.

    Raises CounsellingError from the step that could not be done; what was made before stays.
    """
    _chosen(read_file(wish.family), wish)  # a file that cannot be read leaves nothing behind
    with told_by_the_disk():
        wish.out.mkdir(parents=True, exist_ok=True)
    ledger, desk = _Ledger(tell), props.desk
    with ledger.step("vault", N_("demo.vault")) as entry:
        _make_vault(wish, desk, entry)
    with ledger.step("family", N_("demo.family")) as entry:
        record = _take_family_in(wish, desk, entry)
    with ledger.step("pedigree", N_("demo.pedigree")) as entry:
        drawing = _draw(wish, props, record.family, entry)
    with ledger.step("risk", N_("demo.risk")) as entry:
        assessment = _assess(wish, props, record.family, drawing, entry)
    if props.visitor is not None:
        with ledger.step("session", N_("demo.session")) as entry:
            _meet(wish, props, record, props.visitor, entry)
    with ledger.step("letter", N_("demo.letter")) as entry:
        _write(wish, props, record, assessment, entry)
    if props.tour is not None:
        with ledger.step("desk", N_("demo.desk")) as entry:
            entry.files += props.tour(wish.out)
    desk.unlock.lock()
    _write_report(wish, ledger.steps)
    return tuple(ledger.steps)


def _make_vault(wish: Wish, desk: Desk, entry: Entry) -> None:
    folder = _free(wish.out)
    desk.unlock.create(folder, DEMO_PASSPHRASE, on_any_device=True)
    desk.unlock.lock()
    started = time.perf_counter()
    desk.unlock.unlock(folder, DEMO_PASSPHRASE)
    entry.figures["unlock_ms"] = round(1000 * (time.perf_counter() - started), 1)
    entry.files.append(folder)


def _free(out: Path) -> Path:
    """A vault that is not there yet: none is ever written over."""
    names = chain((DEMO_NAME,), (f"{DEMO_NAME}-{n}" for n in count(2)))
    return next(p for p in (out / f"{name}{SUFFIX}" for name in names) if not p.exists())


def _take_family_in(wish: Wish, desk: Desk, entry: Entry) -> FamilyRecord:
    reading = read_file(wish.family)
    chosen = _chosen(reading, wish)
    entry.figures["families_in_file"] = len(reading.families)
    record = desk.families.record(desk.families.adopt(chosen).id)
    entry.figures["people"] = len(record.family.persons)
    entry.figures["losses"] = [(loss.message_id, loss.line) for loss in reading.losses]
    entry.figures["vault_holds_what_was_read"] = record.family.persons == chosen.persons
    return record


def _chosen(reading: Reading, wish: Wish) -> Family:
    """The family that was asked for, else the file's first: a demo asks no questions."""
    return choose(reading, wish.family_id) if wish.family_id else reading.families[0]


def _draw(wish: Wish, props: Props, family: Family, entry: Entry) -> Drawing:
    drawing = draw_family(family, props.words, props.measure)
    vector, paper = wish.out / "pedigree.svg", wish.out / "pedigree.pdf"
    replace_file(vector, svg(drawing.scene).encode())
    replace_file(paper, props.sheet(drawing.scene))
    entry.figures["generations"] = len(drawing.layout.rows)
    entry.figures["crossings"] = drawing.layout.crossings
    entry.files += (vector, paper)
    return drawing


def _assess(wish: Wish, props: Props, family: Family, drawing: Drawing, entry: Entry) -> Assessment:
    asked = wish.person or family.focus or family.persons[-1].id
    with contradictions_told(family, props.words, props.measure):
        assessment = assess(family, person=asked, country=wish.country)
    whose = family.person(asked).name or drawing.numbers[asked]
    pictures = picture(assessment, props.words, props.measure, whose=whose)
    table, icons = wish.out / "risk.json", wish.out / "icon-array.svg"
    answer = as_table(assessment, drawing.numbers)
    replace_file(table, json.dumps(answer, ensure_ascii=False, indent=1).encode())
    replace_file(icons, svg(pictures.icons).encode())
    entry.files += (table, icons)
    if pictures.chart and pictures.curve:
        printed, interactive = wish.out / "risk-curve.svg", wish.out / "risk-curve.html"
        replace_file(printed, svg(pictures.curve).encode())
        replace_file(interactive, props.chart_page(pictures.chart).encode())
        entry.files += (printed, interactive)
    entry.figures["person"] = drawing.numbers[asked]
    entry.figures["any_gene"] = assessment.any_gene.value
    entry.figures["standing"] = assessment.standing.value
    entry.figures["reasons"] = [reason.message_id for reason in assessment.reasons]
    return assessment


def _meet(
    wish: Wish,
    props: Props,
    record: FamilyRecord,
    visitor: MakeVisitor,
    entry: Entry,
) -> None:
    """The patient is a program at a real browser; she sees the drawing without names."""
    board = props.desk.boards.pedigree(record.id, language=wish.language)
    went = asyncio.run(
        rehearse(
            props.desk.sessions,
            record.id,
            visitor=visitor,
            devices=props.devices(),
            picture=board.scene,
            language=wish.language,
            notes=tuple(_growing(props.words.say(N_("demo.notes")))),
            seconds=wish.seconds,
        )
    )
    kept = props.desk.sessions.notes(went.session)
    seen, figures = wish.out / "patient-page.png", wish.out / "call.json"
    replace_file(seen, went.screenshot)
    replace_file(figures, json.dumps(asdict(went.figures), indent=1).encode())
    entry.figures |= {
        "knock_ms": round(went.knock_ms, 1),
        "both_ways_ms": round(went.both_ways_ms, 1),
        "picture_ms": round(went.picture_ms, 1),
        "safety_words_equal": went.are_safety_words_equal,
        "note_revisions": went.note_revisions,
        "notes_kept": kept.text == props.words.say(N_("demo.notes")),
        "call": asdict(went.figures),
    }
    entry.files += (seen, figures)


def _growing(text: str) -> Iterator[str]:
    """The text as it is typed: what stands there at every pause, here after each word."""
    words = text.split(" ")
    return (" ".join(words[:n]) for n in range(1, len(words) + 1))


def _write(
    wish: Wish, props: Props, record: FamilyRecord, assessment: Assessment, entry: Entry
) -> None:
    letters = props.desk.letters
    document = letters.write_summary(
        record.id,
        person=assessment.question.person,
        language=wish.language,
        country=wish.country,
        own=props.words.code,
        agreed=(props.language(wish.language).say(N_("demo.agreed")),),
    )
    path = wish.out / f"letter-{wish.language}.pdf"
    letters.export(document.id, path)
    entry.figures["pages"] = props.count_pages(letters.content(document.id))
    entry.figures["bytes"] = document.size_bytes
    entry.figures["sha256"] = document.sha256
    entry.files.append(path)


def _write_report(wish: Wish, steps: Sequence[Step]) -> None:
    report = {
        "family": wish.family.name,
        "language": wish.language,
        "country": wish.country,
        "steps": [asdict(step) for step in steps],
    }
    text = json.dumps(report, ensure_ascii=False, indent=1)
    replace_file(wish.out / REPORT, text.encode())
