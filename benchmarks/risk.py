"""The genotype engine: one gene beside PedNet, cohorts, many genes with a polygene, and edits.

Families are read from ../shared/data/risk_bench beside the checkout where it lies there; the large
panels run on families that are grown here. One core; the best of several runs.
"""

import csv
import gzip
import importlib.util
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from counselling.genetics.arrays import Floats
from counselling.genetics.genotype import founder_prior, state_space
from counselling.genetics.graph import Graph, build
from counselling.genetics.panel import Panel
from counselling.genetics.panel_space import PanelSpace, panel_space
from counselling.genetics.peeling import peel
from counselling.genetics.plan import plan
from counselling.genetics.polygene import NO_POLYGENE, polygene
from counselling.genetics.transmission import autosomal

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "risk_bench"
SMALL = ("f24", "l14", "l12")
COHORT = "minnbreast"
FREQUENCY = 0.001
GENES = (0.0006, 0.001, 0.0006, 0.0018, 0.0037, 0.0004, 0.0004, 0.0004, 0.0007, 0.0003, 0.0002)
# Mothers and fathers of thirty people: three generations, four marriages into them, two cousins
# who have children together.
THIRTY = 30


@dataclass(frozen=True)
class Bench:
    """A family with everybody's P(data | copies)."""

    ids: Sequence[str]
    mothers: Sequence[int]
    fathers: Sequence[int]
    evidence: Floats

    @property
    def graph(self) -> Graph:
        """Who descends from whom."""
        return build(
            [str(i) for i in range(len(self.ids))], mothers=self.mothers, fathers=self.fathers
        )


def measure() -> Mapping[str, object]:
    """Measure all of it."""
    looped, tree = thirty(is_looped=True), thirty(is_looped=False)
    figures: dict[str, object] = {
        "one_gene": {name: _one_gene(read(name)) for name in SMALL if _has(name)},
        "cohort": _cohort(read(COHORT)) if _has(COHORT) else None,
        "24_people": {},
        "30_people": {},
    }
    small = read("f24") if _has("f24") else tree
    for name, family, shapes in (
        ("24_people", small, ((11, 2, 3, 0), (20, 2, 3, 0), (11, 3, 4, 0))),
        ("30_people", tree, ((11, 2, 3, 0), (8, 2, 3, 3))),
        ("30_people_loop", looped, ((11, 2, 3, 0), (8, 2, 2, 3))),
    ):
        figures[name] = {
            f"{genes} genes, {most} a person, {couple} a couple, {2 * loci + 1} polygene states"
            if loci
            else f"{genes} genes, {most} a person, {couple} a couple": _panel(
                family, genes, most, couple, loci
            )
            for genes, most, couple, loci in shapes
        }
    return figures


def _has(name: str) -> bool:
    return (SHARED / f"{name}_dat.csv.gz").is_file()


def read(name: str) -> Bench:
    """Read a benchmark's two tables."""
    with gzip.open(SHARED / f"{name}_dat.csv.gz", "rt") as file:
        rows = list(csv.DictReader(file))
    with gzip.open(SHARED / f"{name}_penet.csv.gz", "rt") as file:
        evidence = [[float(r[k]) for k in ("p0", "p1", "p2")] for r in csv.DictReader(file)]
    place = {(row["family"], row["indiv"]): i for i, row in enumerate(rows)}
    mothers, fathers = (
        [place.get((row["family"], row[who]), -1) for row in rows] for who in ("mother", "father")
    )
    return Bench([row["indiv"] for row in rows], mothers, fathers, np.array(evidence))


def thirty(*, is_looped: bool) -> Bench:
    """Grow a family of thirty: even places are men."""
    mothers, fathers = [-1] * THIRTY, [-1] * THIRTY
    couples = {
        (1, 0): (2, 3, 4, 5, 6),
        (7, 2): (9, 11, 12),
        (3, 8): (13, 14, 10),
        (5, 16): (17, 18, 19),
    }
    couples |= {
        (15, 4): (20, 21, 22),
        (13, 12) if is_looped else (13, 24): (25, 26),
        (9, 28): (27, 29),
    }
    for (mother, father), children in couples.items():
        for child in children:
            mothers[child], fathers[child] = mother, father
    rng = np.random.default_rng(7)
    healthy = rng.uniform(0.9, 1.0, THIRTY)
    share = rng.uniform(0.4, 1.0, THIRTY)
    ill = rng.random(THIRTY) < 0.2
    evidence = np.stack([np.where(ill, 0.002, healthy), np.where(ill, 0.02, share)], axis=1)
    return Bench([str(i) for i in range(THIRTY)], mothers, fathers, evidence[:, [0, 1, 1]])


def _one_gene(family: Bench) -> Mapping[str, float | None]:
    space = state_space(["gene"])
    prior = founder_prior(space, {"gene": FREQUENCY})
    transmission = autosomal(space)
    planned = plan(family.graph, transmission)
    ours = peel(planned, family.evidence, prior=prior)
    theirs = _pednet(family, prior)
    worst = None
    if theirs is not None:
        peer, log_likelihood, _ = theirs
        worst = max(
            float(np.abs(peer - ours.states).max()), abs(log_likelihood - ours.log_likelihood)
        )
    return {
        "people": len(family.ids),
        "everyone_ms": best(lambda: peel(planned, family.evidence, prior=prior)),
        "plan_ms": best(lambda: plan(family.graph, transmission), runs=20),
        "pednet_everyone_ms": theirs[2] if theirs else None,
        "largest_difference_from_pednet": worst,
    }


def _pednet(family: Bench, prior: Floats) -> tuple[Floats, float, float] | None:
    """Everybody's posterior by PedNet, in one batch of evidence."""
    if importlib.util.find_spec("pednet") is None:
        return None
    pednet = importlib.import_module("pednet")
    network = importlib.import_module("pednet.engine").Network
    men = set(family.fathers)
    rows = [
        [
            f"p{i}",
            f"p{father}" if father >= 0 else "0",
            f"p{mother}" if mother >= 0 else "0",
            "1" if i in men else "2",
            "0",
        ]
        for i, (mother, father) in enumerate(zip(family.mothers, family.fathers, strict=True))
    ]
    read_ = pednet.pedigree_from_rows(rows)
    net = network(next(iter(read_.values())) if isinstance(read_, dict) else read_, False)
    order = [int(str(person)[1:]) for person in net.ids]
    founders = np.array(family.mothers)[:, None] < 0
    evidence = (family.evidence * np.where(founders, prior, 1.0))[order]
    count = len(order)

    def everyone() -> Floats:
        batch = []
        for place in range(count):
            rows_ = np.repeat(evidence[place][None], 3 * count, 0)
            rows_[3 * place : 3 * place + 3] *= np.eye(3)
            batch.append(rows_)
        logs = net.log_likelihood(batch).reshape(count, 3)
        shares = np.exp(logs - logs.max(1, keepdims=True))
        out: Floats = shares / shares.sum(1, keepdims=True)
        return out

    states = np.empty((count, 3))
    states[order] = everyone()
    log_likelihood = float(net.log_likelihood(list(evidence))[0])
    return states, log_likelihood, best(everyone, runs=20)


def _cohort(family: Bench) -> Mapping[str, float]:
    space = state_space(["gene"])
    prior = founder_prior(space, {"gene": FREQUENCY})
    started = time.perf_counter()
    planned = plan(family.graph, autosomal(space))
    planning = 1e3 * (time.perf_counter() - started)
    return {
        "people": len(family.ids),
        "everyone_ms": best(lambda: peel(planned, family.evidence, prior=prior), runs=15),
        "plan_ms": round(planning, 1),
        "largest_clique": planned.width,
    }


def _panel(
    family: Bench, genes: int, max_person: int, max_couple: int, loci: int
) -> Mapping[str, float]:
    rates = {f"gene {n}": GENES[n % len(GENES)] for n in range(genes)}
    started = time.perf_counter()
    space = panel_space(
        rates,
        max_person=max_person,
        max_couple=max_couple,
        polygene=polygene(loci) if loci else NO_POLYGENE,
    )
    building = 1e3 * (time.perf_counter() - started)
    evidence = _strengths(family, space)
    graph, proband = family.graph, str(len(family.ids) - 1)
    panel = Panel(space, graph, evidence)
    panel.everyone()
    turn = iter(range(1_000_000))

    def edit() -> None:
        panel.edit("3", evidence[3] * (1 + 1e-4 * next(turn)))

    def edit_and_proband() -> None:
        edit()
        panel.posterior(proband)

    def edit_and_everyone() -> None:
        edit()
        panel.everyone()

    runs = 15 if space.size * space.polygene.states > 800 else 25
    return {
        "states": space.size * space.polygene.states,
        "space_ms": round(building, 1),
        "from_scratch_proband_ms": best(
            lambda: Panel(space, graph, evidence).posterior(proband), runs=runs
        ),
        "from_scratch_everyone_ms": best(
            lambda: Panel(space, graph, evidence).everyone(), runs=runs
        ),
        "edit_proband_ms": best(edit_and_proband, runs=runs),
        "edit_everyone_ms": best(edit_and_everyone, runs=runs),
    }


def _strengths(family: Bench, space: PanelSpace) -> Floats:
    """Evidence over all states: a person's strongest gene counts, the polygene tilts it."""
    strength = np.linspace(1.0, 0.2, len(space.genes))
    share = ((space.copies > 0) * strength).max(axis=1)
    rows = family.evidence[:, [0]] ** (1 - share) * family.evidence[:, [1]] ** share
    tilt = np.exp(0.3 * space.polygene.score)[:, None]
    out: Floats = 1 - np.clip((1 - rows[:, None, :]) * tilt, 0.0, 1 - 1e-9)
    return out


def best(work: Callable[[], object], *, runs: int = 60) -> float:
    """Shortest run in milliseconds."""
    shortest = math.inf
    for _ in range(runs):
        started = time.perf_counter()
        work()
        shortest = min(shortest, time.perf_counter() - started)
    return round(1e3 * shortest, 4)
