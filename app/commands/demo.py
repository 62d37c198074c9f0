"""`consultand demo --out DIR`: the whole path of a family, from file to letter, for real."""

import argparse
import os
from functools import partial
from pathlib import Path
from typing import Final

from app.browsers import find_browser
from app.calls import fake_devices, visitor
from app.commands.command import Command, Speaker
from app.compose import chart_page, compose_desk, printed, tour
from app.fonts import measure
from app.letters import count_pages
from app.paths import resource
from app.screen import has_screen
from app.words import catalogue, demand, desk_words, letter_words
from counselling.drawing.pages import Print, SheetChoice
from counselling.language.marks import N_
from counselling.language.traits import Use
from counselling.settings.schema import Clinic as ClinicSettings
from counselling.settings.schema import Counsellor, Settings
from counselling.work.demo import REPORT, MakeVisitor, Props, Step, Wish, play

_FAMILY: Final = "invented-breast-ovarian.canrisk4"
_SETTINGS: Final = Settings(
    clinic=ClinicSettings("Invented Clinic for Genetics", "1 Example Street\n12345 Example"),
    counsellor=Counsellor("A. Example", "genetic counsellor"),
)


class Demo:
    """Plays the demo into a folder and ends by saying where everything lies."""

    name = "demo"
    summary = "play the whole path of a family, from file to letter"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--out", type=Path, required=True, metavar="DIR")
        parser.add_argument("--family", type=Path, metavar="FILE", help="default: an invented one")
        parser.add_argument("--family-id", metavar="ID", help="which family of several")
        parser.add_argument("--person", metavar="ID", help="default: whom the file is about")
        parser.add_argument("--country", default="UK", metavar="NAME")
        parser.add_argument("--language", default="en", metavar="CODE", help="the patient's")
        parser.add_argument("--seconds", type=float, default=5.0, help="how long the call lasts")
        parser.add_argument(
            "--headless",
            action="store_true",
            help="open no window: the patient is a headless Chromium",
        )

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Play, tell each step as it ends, then where the files lie."""
        words = catalogue("en")
        letter_words(arguments.language)
        demand(arguments.language, Use.PATIENT)
        wish = Wish(
            out=arguments.out,
            family=arguments.family or resource("assets", "demo", _FAMILY),
            language=arguments.language,
            country=arguments.country,
            family_id=arguments.family_id,
            person=arguments.person,
            seconds=arguments.seconds,
        )
        if arguments.headless or not has_screen():
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        desk = compose_desk(_SETTINGS, home=arguments.out)
        props = Props(
            desk=desk,
            words=words,
            language=desk_words,
            measure=measure(),
            sheet=lambda scene: printed(Print(scene), SheetChoice(), words=words),
            chart_page=partial(chart_page, language="en"),
            count_pages=count_pages,
            visitor=_visitor(arguments, speaker),
            devices=fake_devices,
            tour=partial(tour, _SETTINGS, desk),
        )

        def tell(step: Step) -> None:
            speaker.note(f"{step.milliseconds:9.1f} ms  {words.say(step.what)}")

        steps = play(wish, props, tell=tell)
        report = wish.out / REPORT
        files = [file for step in steps for file in step.files]
        answer = {"report": str(report), "steps": [step.step for step in steps], "files": files}
        speaker.result(answer, "\n".join((*files, str(report))))
        return 0


def _visitor(arguments: argparse.Namespace, speaker: Speaker) -> MakeVisitor | None:
    if find_browser() is None:
        speaker.note(catalogue("en").say(N_("demo.no_browser")))
        return None
    return partial(visitor, is_headless=arguments.headless or not has_screen())


COMMAND: Final[Command] = Demo()
