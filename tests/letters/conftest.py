"""A session's worth of values from which every letter test is made."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from counselling.language.catalogue import Catalogue
from counselling.language.traits import Use
from counselling.letters.frame import Frame
from counselling.letters.kinds.summary import SummaryInput, summary_letter
from counselling.letters.letter import Letter, Picture
from counselling.letters.parties import Clinic, Counsellor, Recipient
from counselling.letters.pdf import set_letter
from counselling.letters.seal_key import SealKey, make_key
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Diagnosis, GeneTest, ParentLink, Person
from counselling.pedigree.terms import Gender, ParentKind, Sex, TestResult
from counselling.risk.model import (
    Assessment,
    Caveat,
    Citation,
    Curve,
    CurveKind,
    Interval,
    Probability,
    Question,
    Reference,
    Standing,
)
from tests.language import folders
from tests.letters.matrix import read_closely


def words(code: str) -> Catalogue:
    """The two domains that letters need, and no other."""
    return folders.words(code, *Use.LETTERS.value)


@pytest.fixture(scope="session", params=read_closely())
def catalogue(request: pytest.FixtureRequest) -> Catalogue:
    """Each language that is read closely."""
    return words(request.param)


@pytest.fixture(scope="session")
def english_words() -> Catalogue:
    return words("en")


@pytest.fixture(scope="session")
def arabic_words() -> Catalogue:
    return words("ar")


@pytest.fixture(scope="session")
def given() -> SummaryInput:
    """A session with an assessment made by hand: nothing here needs a risk model."""
    return _given()


@pytest.fixture(scope="session")
def letter(given: SummaryInput, catalogue: Catalogue) -> Letter:
    return summary_letter(in_language(given, catalogue), catalogue)


@pytest.fixture(scope="session")
def pdf(letter: Letter, fonts: Path) -> bytes:
    return set_letter(letter, fonts=fonts)


@pytest.fixture(scope="session")
def key() -> SealKey:
    """A key of the clinic, as the program makes one."""
    now = datetime.datetime(2026, 11, 24, 9, 0, tzinfo=datetime.UTC)
    return make_key("Clinic for Genetics, Rivertown", now=now)


@pytest.fixture(scope="session")
def pdf_file(pdf: bytes, letter: Letter, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("letters") / f"{letter.language}.pdf"
    path.write_bytes(pdf)
    return path


@pytest.fixture(scope="session")
def write(given: SummaryInput) -> Callable[..., Letter]:
    """Compose the letter with some of its facts changed: write(catalogue, agreed=...)."""

    def compose(catalogue: Catalogue, **changes: object) -> Letter:
        changed = replace(in_language(given, catalogue), **changes)
        return summary_letter(changed, catalogue)

    return compose


def in_language(given: SummaryInput, catalogue: Catalogue) -> SummaryInput:
    """The pictures' alternative texts as the figures room writes them in this language."""
    assert given.curve is not None
    tree = catalogue.say("pedigree.description", count=6)
    curve = catalogue.say("chart.title", cancer=catalogue.say("cancer.breast"), start=38, end=80)
    return replace(
        given,
        pedigree=replace(given.pedigree, alternative_text=tree),
        curve=replace(given.curve, alternative_text=curve),
    )


def _given() -> SummaryInput:
    return SummaryInput(
        frame=Frame(
            clinic=Clinic(
                "Clinic for Genetics, Rivertown",
                ("12 Lamp Street, 10115 Rivertown",),
                "+49 30 1234567",
                "genetics@clinic.example",
            ),
            counsellor=Counsellor("Dr Ada Oak", "Genetic counsellor", "GCRB 0042"),
            recipient=Recipient(
                "Anna Lindqvist",
                Gender.WOMAN,
                address=("3 Bridge Lane", "10117 Rivertown"),
            ),
            written_on=datetime.date(2026, 11, 24),
            reviewer=None,
        ),
        assessment=_assessment(),
        numbering=_NUMBERING,
        pedigree=_tree(),
        curve=_curve_picture(),
        session_on=datetime.date(2026, 11, 23),
        agreed=(
            "We send you a blood sample kit for a gene test by 4 December 2026.",
            "Your GP, Dr Smith-Jones, books a breast MRI once a year (from age 38).",
            "We talk again on 2027-01-15 at 10:30 by video; call +49 30 1234567 to change it.",
        ),
    )


_NUMBERING = {
    "mothers_mother": "I-2",
    "mothers_father": "I-1",
    "mother": "II-2",
    "father": "II-1",
    "anna": "III-1",
    "brother": "III-2",
}


def _family() -> Family:
    def child_of(mother: str, father: str) -> tuple[ParentLink, ...]:
        return (ParentLink(mother, ParentKind.MOTHER), ParentLink(father, ParentKind.FATHER))

    variant = "NM_007294.4:c.5266dup"
    return Family(
        "lindqvist",
        "Lindqvist",
        (
            Person("mothers_father", sex=Sex.MALE, age=Age.at(80), is_deceased=True),
            Person(
                "mothers_mother",
                sex=Sex.FEMALE,
                age=Age.at(66),
                is_deceased=True,
                diagnoses=(Diagnosis("ovary", Age(60, 69)),),
            ),
            Person(
                "mother",
                sex=Sex.FEMALE,
                age=Age.at(67),
                parents=child_of("mothers_mother", "mothers_father"),
                diagnoses=(Diagnosis("breast", Age.at(45)), Diagnosis("melanoma of the back")),
                tests=(GeneTest("BRCA1", TestResult.POSITIVE, variant=variant),),
            ),
            Person("father", sex=Sex.MALE, age=Age.at(70)),
            Person(
                "anna",
                "Anna Lindqvist",
                Sex.FEMALE,
                parents=child_of("mother", "father"),
                age=Age.at(38),
                tests=(
                    GeneTest("PALB2", TestResult.NEGATIVE),
                    GeneTest("CHEK2", TestResult.UNCERTAIN, variant="c.470T>C p.(Ile157Thr)"),
                ),
            ),
            Person("brother", sex=Sex.MALE, parents=child_of("mother", "father"), age=Age.at(35)),
        ),
        proband="mother",
        consultand="anna",
    )


_POPULATION = {"BRCA1": 0.0011, "BRCA2": 0.0024, "PALB2": 0.0012}


def _assessment() -> Assessment:
    ages = tuple(range(38, 81))
    span = len(ages) - 1
    mine = tuple(0.31 * i / span for i in range(span + 1))
    theirs = tuple(0.105 * i / span for i in range(span + 1))
    carriers = {"BRCA1": 0.497, "BRCA2": 0.004, "PALB2": 0.0004}
    return Assessment(
        model="consultand-brca-palb2",
        version="2026.1",
        question=Question(_family(), "anna", "UK"),
        standing=Standing.COMPUTED,
        carriers={gene: {"anna": value} for gene, value in carriers.items()},
        consultand={
            "BRCA1": Probability(0.497, Interval(0.48, 0.5, "interval.penetrance")),
            "BRCA2": Probability(0.004, Interval(0.002, 0.011, "interval.penetrance")),
            "PALB2": Probability(0.0004),
        },
        any_gene=Probability(0.5, Interval(0.485, 0.515, "interval.penetrance")),
        reference=Reference(
            "",
            {gene: Probability(share) for gene, share in _POPULATION.items()},
            Probability(sum(_POPULATION.values())),
        ),
        cancer="breast",
        curves=(
            Curve(
                CurveKind.PERSON,
                ages,
                mine,
                tuple(0.8 * p for p in mine),
                tuple(1.2 * p for p in mine),
            ),
            Curve(CurveKind.POPULATION, ages, theirs),
        ),
        caveats=(Caveat("unknown_to_letters"), Caveat("unknown_too")),
        citations=(
            Citation("Kuchenbaecker KB et al., JAMA 2017;317:2402-2416", "verified-secondary"),
            Citation("Antoniou AC et al., N Engl J Med 2014;371:497-506", "verified-secondary"),
            Citation(
                "Bray F et al., Cancer Incidence in Five Continents XII, IARC 2023", "verified"
            ),
        ),
    )


def _tree() -> Picture:
    people = (
        (90, 10, "I-1", False),
        (170, 10, "I-2", True),
        (50, 60, "II-1", False),
        (130, 60, "II-2", True),
        (60, 110, "III-1", True),
        (120, 110, "III-2", False),
    )
    lines = ((110, 20, 170, 20), (140, 20, 140, 60), (70, 70, 130, 70), (100, 70, 100, 95))
    lines += ((70, 95, 130, 95), (70, 95, 70, 110), (130, 95, 130, 110))
    drawn = [
        f'<line x1="{a}" y1="{b}" x2="{c}" y2="{d}" stroke="#1A2326" stroke-width="1.4"/>'
        for a, b, c, d in lines
    ]
    for x, y, number, is_woman in people:
        shape = (
            f'<circle cx="{x + 10}" cy="{y + 10}" r="10"'
            if is_woman
            else f'<rect x="{x}" y="{y}" width="20" height="20"'
        )
        drawn.append(f'{shape} fill="#FFFFFF" stroke="#1A2326" stroke-width="1.4"/>')
        drawn.append(
            f'<text x="{x + 10}" y="{y + 30}" font-size="8.5" text-anchor="middle">{number}</text>'
        )
    return Picture(_svg(260, 145, drawn), "")


def _curve_picture() -> Picture:
    drawn = [
        '<path d="M40 20 L40 140 L300 140" fill="none" stroke="#7C8A8E"/>',
        '<path d="M40 140 L300 40" fill="none" stroke="#0B6570" stroke-width="2.2"/>',
        '<path d="M40 140 L300 110" fill="none" stroke="#4C5A5F" stroke-dasharray="4 3"/>',
    ]
    drawn += [
        f'<text x="{40 + 62 * i}" y="155" font-size="8.5" text-anchor="middle">{age}</text>'
        for i, age in enumerate((38, 50, 60, 70, 80))
    ]
    return Picture(_svg(320, 160, drawn), "")


def _svg(width: int, height: int, drawn: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" '
        f'viewBox="0 0 {width} {height}" font-family="Noto Sans, Consultand Arabic, sans-serif">'
        + "".join(drawn)
        + "</svg>"
    )
