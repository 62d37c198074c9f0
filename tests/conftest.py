"""What every test may ask for: fonts, languages, the shared data where present."""

import gc
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer

import app  # noqa: F401  one thread for small matrices, as in the program
from counselling.drawing.measure import Face, FontMeasure
from counselling.language.catalogue import Catalogue, read
from counselling.language.marks import DOMAINS
from counselling.language.registry import find
from counselling.language.traits import read_traits
from tests.second_try import SecondTries
from tests.turns import Turns

ROOT = Path(__file__).resolve().parent.parent
# What takes long on a busy machine is no fault of what is tested.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    """Give tests with real browsers and lines a second try."""
    config.pluginmanager.register(SecondTries())


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Turns:
    """Share the tests so that browsers and calls take turns."""
    return Turns(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what tests left open, in a green run too: a figure on a machine without time for it."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, words in report.user_properties:
            if name == "left open":
                terminalreporter.write_line(f"left open: {words}")


@pytest.fixture(scope="module", autouse=True)
def what_is_set_aside() -> None:
    """Let the garbage collector pass over the tests themselves, and all that was imported.

    Each whole collection looked through a million of them, and Java asks for one whenever it has
    collected itself: veraPDF took ten times as long for a letter. A desk that ends takes back what
    was set aside, so that each file does so anew.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def fonts() -> Path:
    return ROOT / "assets" / "fonts"


@pytest.fixture(scope="session")
def measure(fonts: Path) -> FontMeasure:
    def face(name: str) -> Face:
        return Face((fonts / name).read_bytes())

    return FontMeasure(
        face("NotoSans-Regular.ttf"),
        face("NotoSans-Bold.ttf"),
        (face("ConsultandArabic-Regular.ttf"),),
    )


@cache
def catalogue(code: str) -> Catalogue:
    folder = ROOT / "translations" / code
    files = {d: (folder / f"{d}.po").read_text("utf-8") for d in DOMAINS}
    traits = read_traits((folder / "language.toml").read_text("utf-8"))
    return read(code, find(code).direction, files, traits=traits)


@pytest.fixture(scope="session")
def english() -> Catalogue:
    return catalogue("en")


@pytest.fixture(scope="session")
def german() -> Catalogue:
    return catalogue("de")


@pytest.fixture(scope="session")
def arabic() -> Catalogue:
    return catalogue("ar")


@pytest.fixture(scope="session")
def shared_pedigrees() -> Path:
    folder = ROOT.parent / "shared" / "data" / "pedigrees"
    if not folder.is_dir():
        pytest.skip("the shared pedigree files are not on this machine")
    return folder
