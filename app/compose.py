"""The only wiring: builds the desk, and imports heavy rooms in factories, when they are used.

Composing the desk loads neither WebRTC nor reportlab, Typst, plotly or the rendezvous server; a
test holds it to that (docs/decisions/0007).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app import settings as kept
from app.calls import make_appointments, make_sessions
from app.fonts import fonts, measure
from app.foresight import foresee
from app.hearing import make_boards, make_hearing
from app.letters import count_pages, kit_labels, seal, set_letter
from app.paths import resource, user_folder
from app.safekeeping import make_door, make_safekeeping, safekeeping_page
from app.servers import servers_of
from app.words import catalogue, forms_of_address, letter_words, offered
from counselling.drawing.imprint import Imprint
from counselling.drawing.pages import Print, SheetChoice
from counselling.drawing.scene import Scene
from counselling.figures.chart import ChartData
from counselling.figures.dots import DotChart
from counselling.language.catalogue import Catalogue
from counselling.language.traits import Use
from counselling.settings.letters import in_force
from counselling.settings.schema import Settings
from counselling.work.desk import Desk
from counselling.work.families.families import Families
from counselling.work.families.pedigrees import Pedigrees
from counselling.work.families.print_family import Sheets, usual_paper
from counselling.work.history.clinic_words import ClinicWords
from counselling.work.history.habits import Habits
from counselling.work.letters.letter_papers import Press
from counselling.work.letters.letters import Letters
from counselling.work.pedigree.label_lines import LabelLines
from counselling.work.risk.risks import Risks
from counselling.work.vault.door import Door
from counselling.work.vault.search_people import People

if TYPE_CHECKING:
    from ui.context import Builders, UiContext
    from ui.kit.pictures.chart_view import ChartView, LiveView
    from ui.kit.standing.page import Page
    from ui.start import Plan

# the family most people look at first is taken in last: lists show the last changed first
_DEMOS: Final = ("queen-victoria.consultand", "invented-breast-ovarian.canrisk4")


def compose_desk(settings: Settings, *, home: Path | None = None, door: Door | None = None) -> Desk:
    """Build all use cases for these settings.

    home: where vaults lie, else the user's folder. door: of a desk that is open already, whose
    records stay open; None for a new one.
    """
    words = catalogue(settings.language)
    demos = [resource("assets", "demo", name) for name in _DEMOS]
    door = door or make_door(settings, words, home=home, demos=demos, now=now)
    letters, lexicons = in_force(settings.keys, words), ClinicWords(user_folder() / "terms")
    rooms = make_appointments(lambda: door.vault, servers_of(settings))
    return Desk(
        unlock=door,
        families=Families(door, demos=demos),
        people=People(door, words=letter_words, languages=partial(offered, Use.LETTERS)),
        pedigrees=Pedigrees(
            door,
            words=words,
            measure=measure(),
            labels=LabelLines(settings.label_lines, remember=kept.remember_labels),
            lexicons=lexicons,
        ),
        sheets=Sheets(
            words,
            measure(),
            press=partial(printed, words=words),
            picture=picture,
            drawn_by=lambda: door.vault.actor.name,
            door=door,
            paper=usual_paper(settings.sheet_paper),
            remember_paper=kept.remember_paper,
        ),
        risks=Risks(
            door,
            words=words,
            measure=measure(),
            chart_page=partial(chart_page, language=settings.language),
            country=settings.country,
        ),
        boards=make_boards(door),
        sessions=make_sessions(door, settings, rooms),
        hearing=make_hearing(door, words, settings, lexicons, rooms),
        letters=Letters(
            door,
            words=letter_words,
            languages=partial(offered, Use.LETTERS),
            forms=forms_of_address,
            measure=measure(),
            head=partial(kept.letterhead, settings),
            press=_press(settings),
            ages=partial(kept.ages, settings),
            now=now,
        ),
        habits=Habits(user_folder() / "habits.toml", letters=letters, lexicons=lexicons),
        safekeeping=make_safekeeping(door, words, settings),
    )


def _press(settings: Settings) -> Press:
    return Press(set_letter, partial(seal, clinic=settings.clinic.name), count_pages, kit_labels)


def now() -> datetime:
    """The time by this computer's clock."""
    return datetime.now(UTC)


# ---- factories of the heavy rooms


def printed(
    drawn: Print,
    choice: SheetChoice,
    *,
    words: Catalogue,
    facts: tuple[str, ...] = (),
    heard: Callable[[float], None] | None = None,
) -> bytes:
    """Print a drawing on pages, with title, today, facts, key, page numbers (imports reportlab)."""
    from counselling.drawing import pdf

    today = now().astimezone().date()
    imprint = Imprint(drawn.picture.title, words, measure(), today, facts)
    return pdf.press(drawn, imprint, choice, fonts=fonts(), heard=heard)


def picture(scene: Scene, dpi: int) -> bytes:
    """Paint a scene as PNG (imports typst)."""
    from counselling.drawing.png import png

    return png(scene, fonts=fonts(), dpi=dpi)


def chart_page(chart: ChartData | DotChart, *, language: str) -> str:
    """Return the interactive chart as one HTML page (imports plotly)."""
    from counselling.figures import interactive

    return interactive.page(chart, language=language)


def compose_plan(settings: Settings, desk: Desk, *, opens_demo: bool = False) -> "Plan":
    """Return what the desk's window is started with (imports Qt).

    opens_demo: the door opens the demo's vault.
    """
    from ui.look.theme import LARGEST_TEXT, SMALLEST_TEXT, Choice, Mode
    from ui.start import Plan

    text_scale = min(max(settings.text_size_percent / 100, SMALLEST_TEXT), LARGEST_TEXT)
    return Plan(
        desk=desk,
        builders=_builders(opens_demo=opens_demo),
        catalogue=catalogue(settings.language),
        assets=resource("assets"),
        look=Choice(Mode(settings.theme.value), text_scale=text_scale),
        make_live_view=_live_view,
        now=now,
        remember_look=kept.remember_look,
        languages=offered(Use.DESK),
        speak=partial(_speak, settings, desk.unlock),
    )


def _speak(settings: Settings, door: Door, code: str) -> tuple[Desk, Catalogue]:
    """Remember a language, and return the use cases of the same records in it."""
    kept.remember_language(code)
    return compose_desk(replace(settings, language=code), door=door), catalogue(code)


def tour(settings: Settings, desk: Desk, out: Path) -> Sequence[Path]:
    """Take pictures of the desk's pages over an open vault (imports Qt)."""
    from ui.tour import tour

    return tour(compose_plan(settings, desk), out)


def _builders(*, opens_demo: bool) -> "Builders":
    """Return the factory of each page by its id in ui/pages/registry.py.

    A page is imported when it is first shown: video and web engine cost nothing before.
    """
    return {
        "unlock": partial(_unlock, opens_demo=opens_demo),
        "families": _families,
        "pedigree": _pedigree,
        "risk": _risk,
        "session": _session,
        "letters": _letters,
        "safekeeping": safekeeping_page,
    }


def _unlock(context: "UiContext", *, opens_demo: bool) -> "Page":
    from ui.pages.unlock.page import build

    page = build(context)
    if opens_demo:
        page.model.open_demo()
    return page


def _families(context: "UiContext") -> "Page":
    from ui.pages.families.page import build

    return foresee(build(context), context, ("pedigree", "safekeeping"))


def _pedigree(context: "UiContext") -> "Page":
    from ui.pages.pedigree.page import build

    return foresee(build(context), context, ("risk", "session", "letters"))


def _risk(context: "UiContext") -> "Page":
    from ui.pages.risk.page import build

    return build(context)


def _session(context: "UiContext") -> "Page":
    from ui.pages.session.page import build

    return build(context)


def _letters(context: "UiContext") -> "Page":
    from ui.pages.letters.page import build

    return build(context)


def _live_view(parent: "ChartView") -> "LiveView | None":
    """Show interactive charts (imports QtWebEngine); None where the engine cannot start."""
    from ui.kit.pictures.web_view import make

    return make(parent)
