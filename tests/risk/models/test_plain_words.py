"""The whole model once more in plain words: loops over years, genotypes and people, no engine.

Reads the tables by itself and shares no code with the model beyond the values that go in.
"""

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from counselling.pedigree.person import Person
from counselling.risk.model import CurveKind

GENES = ("BRCA1", "BRCA2", "PALB2")
TABLES = Path(__file__).resolve().parents[3] / "counselling" / "risk" / "tables"
GENOTYPES = tuple(product(range(3), repeat=3))
ORGANS = {"female": ("breast", "ovary", "pancreas"), "male": ("breast", "prostate", "pancreas")}


@cache
def table(name: str) -> Sequence[Mapping[str, str]]:
    lines = (TABLES / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader(line for line in lines if not line.startswith("#")))


def by_year(name: str, country: str, sex: str, cancer: str = "") -> list[float]:
    row = next(
        row
        for row in table(name)
        if (row["country"], row["sex"], row.get("cancer", "")) == (country, sex, cancer)
    )
    starts = [int(key) for key in row if key.isdigit()]
    return [float(row[str(max(s for s in starts if s <= a))]) / 1e5 for a in range(126)]


def frequencies() -> list[float]:
    carriers = {row["gene"]: float(row["carriers"]) for row in table("carrier_frequency")}
    return [1 - math.sqrt(1 - carriers[gene]) for gene in GENES]


def founder(genotype: tuple[int, ...]) -> float:
    chance = 1.0
    for copies, q in zip(genotype, frequencies(), strict=True):
        chance *= ((1 - q) ** 2, 2 * q * (1 - q), q * q)[copies]
    return chance


def ratio(gene: str, cancer: str, sex: str, age: int) -> float | None:
    """None: no study of this gene and cancer. 1: outside the study's ages."""
    rows = [
        row
        for row in table("relative_risk")
        if (row["gene"], row["cancer"]) == (gene, cancer) and row["sex"] in (sex, "both")
    ]
    if not rows:
        return None
    inside = [r for r in rows if int(r["first_age"]) <= age <= int(r["last_age"])]
    return float(inside[0]["ratio"]) if inside else 1.0


@cache
def hazards(cancer: str, sex: str, country: str) -> dict[tuple[int, ...], list[float]]:
    """Year by year: what the carriers leave of the nation's cases falls to the others."""
    national = by_year("incidence", country, sex, cancer)
    alive = {genotype: founder(genotype) for genotype in GENOTYPES}
    out: dict[tuple[int, ...], list[float]] = {genotype: [] for genotype in GENOTYPES}
    for age, rate in enumerate(national):
        now: dict[tuple[int, ...], float] = {}
        for genotype in GENOTYPES:
            known = [
                r
                for gene, copies in zip(GENES, genotype, strict=True)
                if copies and (r := ratio(gene, cancer, sex, age)) is not None
            ]
            if known:
                now[genotype] = max(known) * rate
        cases = sum(alive.values()) * -math.expm1(-rate)
        cases -= sum(alive[g] * -math.expm1(-h) for g, h in now.items())
        others = sum(alive[g] for g in GENOTYPES if g not in now)
        rest = -math.log1p(-cases / others)
        for genotype in GENOTYPES:
            hazard = now.get(genotype, rest)
            out[genotype].append(hazard)
            alive[genotype] *= math.exp(-hazard)
    return out


@dataclass(frozen=True)
class Story:
    """What is told of one person; last ages with their weights."""

    sex: str
    ages: Mapping[int, float]
    cancers: Mapping[str, tuple[int, int]]
    negative_search: str = ""
    free_since: int | None = None


def free_of_a_second(genotype: tuple[int, ...], years: int) -> float:
    """After a first breast cancer: the other breast stays well so many years."""
    rows = {(row["gene"], row["measure"]): row["value"] for row in table("second_breast_cancer")}
    mine = [
        float(rows[gene, "ratio"])
        for gene, copies in zip(GENES, genotype, strict=True)
        if copies and (gene, "ratio") in rows
    ]
    return math.exp(-float(rows["", "annual"]) * max(mine, default=1.0) * years)


def chance_of_story(story: Story, genotype: tuple[int, ...], country: str) -> float:
    total = 0.0
    for last, weight in story.ages.items():
        chance = weight
        for cancer in ORGANS[story.sex]:
            hazard = hazards(cancer, story.sex, country)[genotype]
            if cancer not in story.cancers:
                chance *= math.exp(-sum(hazard[:last]))
                continue
            first, end = story.cancers[cancer]
            chance *= sum(
                math.exp(-sum(hazard[:year])) * -math.expm1(-hazard[year])
                for year in range(first, min(end, last) + 1)
            )
        if story.free_since is not None:
            chance *= free_of_a_second(genotype, last - story.free_since)
        total += chance
    if story.negative_search and genotype[GENES.index(story.negative_search)]:
        missed = {"BRCA1": 0.02, "BRCA2": 0.01, "PALB2": 0.01}
        total *= missed[story.negative_search]
    return total


def born(child: tuple[int, ...], mother: tuple[int, ...], father: tuple[int, ...]) -> float:
    chance = 1.0
    for copies, m, f in zip(child, mother, father, strict=True):
        egg, sperm = m / 2, f / 2
        both, none = egg * sperm, (1 - egg) * (1 - sperm)
        chance *= (none, 1 - both - none, both)[copies]
    return chance


def stationary(sex: str, country: str, floor: int) -> dict[int, float]:
    mortality = by_year("mortality", country, sex)
    alive = [math.exp(-sum(mortality[:age])) for age in range(127)]
    weights = {age: (alive[age] + alive[age + 1]) / 2 for age in range(floor, 126)}
    return {age: weight / sum(weights.values()) for age, weight in weights.items()}


@pytest.fixture
def people(make_person) -> tuple[Person, ...]:
    return (
        make_person("mother", age=(60, 63), cancers={"breast": (40, 44)}),
        make_person("father", "M", cancers={"pancreas": None, "breast": 58}),
        make_person("consultand", age=35, mother="mother", father="father", tests="BRCA2-"),
    )


def test_model_says_what_the_plain_words_say(people, assess) -> None:
    stories = (
        Story("female", dict.fromkeys(range(60, 64), 0.25), {"breast": (40, 44)}, free_since=42),
        Story(
            "male", stationary("male", "Denmark", 58), {"pancreas": (0, 125), "breast": (58, 58)}
        ),
        Story("female", {35: 1.0}, {}, "BRCA2"),
    )
    told = [{g: chance_of_story(s, g, "Denmark") for g in GENOTYPES} for s in stories]
    joint = [
        (m, f, c, founder(m) * told[0][m] * founder(f) * told[1][f] * passed * told[2][c])
        for m, f, c in product(GENOTYPES, repeat=3)
        if (passed := born(c, m, f))
    ]
    likelihood = sum(weight for *_, weight in joint)
    found = assess(*people, country="Denmark")
    for gene, name in enumerate(GENES):
        for place, person in enumerate(people):
            wanted = sum(row[3] for row in joint if row[place][gene]) / likelihood
            assert found.carriers[name][person.id] == pytest.approx(wanted, rel=1e-8)
    curve = found.curve(CurveKind.PERSON)
    assert curve is not None
    wanted = 0.0
    for _, _, child, weight in joint:
        hazard = hazards("breast", "female", "Denmark")[child]
        wanted += weight / likelihood * -math.expm1(-sum(hazard[35:70]))
    assert curve.at(70) == pytest.approx(wanted, rel=1e-8)
