"""The four Lynch genes against all genotypes of a small family, enumerated in plain sums."""

import csv
import math
from importlib.resources import files
from itertools import product
from typing import TypeAlias

import numpy as np
import pytest

from counselling.pedigree.family import Family
from counselling.risk.model import Question
from counselling.risk.models import lynch
from counselling.risk.store import rates

Genotype: TypeAlias = tuple[int, ...]  # copies at MLH1, MSH2, MSH6, PMS2
STATES: list[Genotype] = list(product(range(3), repeat=4))


def table(name: str) -> list[dict[str, str]]:
    text = files("counselling.risk").joinpath("tables", f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def founder() -> np.ndarray:
    one_in = {"MLH1": 1946, "MSH2": 2841, "MSH6": 758, "PMS2": 714}
    chances = []
    for gene in lynch.GENES:
        q = 1 - math.sqrt(1 - 1 / one_in[gene])
        chances.append([(1 - q) ** 2, 2 * q * (1 - q), q * q])
    return np.array([math.prod(c[n] for c, n in zip(chances, s, strict=True)) for s in STATES])


def passed_on(child: Genotype, mother: Genotype, father: Genotype) -> float:
    chance = 1.0
    for mine, hers, his in zip(child, mother, father, strict=True):
        egg, sperm = hers / 2, his / 2
        chance *= [(1 - egg) * (1 - sperm), egg * (1 - sperm) + (1 - egg) * sperm, egg * sperm][
            mine
        ]
    return chance


def bowel_hazards(sex: str) -> np.ndarray:
    """Cumulative hazard of bowel cancer by birthday, shape (states, 127), carriers' by hand.

    Those without a variant have what is left of the nation's cases: at young ages much less.
    """
    organ = next(o for o in lynch.ORGANS if o.cancer == "colorectal" and o.sex.value == sex)
    national = rates()["UK"].incidence[organ]
    of_gene = {}
    for gene in ("MLH1", "MSH2", "MSH6"):
        rows = [
            r
            for r in table("carrier_cases")
            if (r["gene"], r["cancer"], r["sex"]) == (gene, "colorectal", sex)
        ]
        ratio, band = np.ones(126), []
        for row in rows:
            band.append(row)
            rest = sum(int(r["cases"]) for r in rows[rows.index(row) + 1 :])
            seen = sum(int(r["cases"]) for r in band)
            if (seen >= 5 and rest >= 5) or row is rows[-1]:
                expected = sum(
                    float(r["person_years"])
                    * national[int(r["first_age"]) : int(r["last_age"]) + 1].mean()
                    for r in band
                )
                ratio[int(band[0]["first_age"]) : int(row["last_age"]) + 1] = seen / expected
                band = []
        of_gene[gene] = ratio
    risk = {"female": 0.12, "male": 0.13}[sex]
    pms2 = np.ones(126)
    pms2[:80] = -math.log1p(-risk) / national[:80].sum()
    of_gene["PMS2"] = pms2
    one_in = {"MLH1": 1946, "MSH2": 2841, "MSH6": 758, "PMS2": 714}
    carriers = sum(ratio / one_in[gene] for gene, ratio in of_gene.items())
    others = (1 - carriers) / (1 - sum(1 / n for n in one_in.values()))
    out = []
    for state in STATES:
        mine = [of_gene[g] for g, n in zip(lynch.GENES, state, strict=True) if n]
        worst = max(mine, key=lambda r: float(r.sum()), default=others)
        out.append(np.concatenate([[0.0], np.cumsum(worst * national)]))
    return np.array(out)


@pytest.mark.parametrize(("age", "off"), [(33, 0.01), (45, 0.02), (62, 0.08)])
def test_bowel_cancer_of_a_parent_is_weighed_as_in_plain_sums(
    age: int, off: float, make_person
) -> None:
    """Only the bowel is told of; stomach, womb and ovaries were taken out at birth."""
    gone = {"gastrectomy": 0, "hysterectomy": 0, "salpingo_oophorectomy": 0}
    mother = make_person("m", "F", age, cancers={"colon cancer": age}, surgery=gone)
    father, child = make_person("f", "M"), make_person("c", "M", mother="m", father="f")
    family = Family("f", persons=(mother, father, child))
    found = lynch.COLORECTAL_MODEL.assess(Question(family, "c", "UK")).consultand
    hazard, prior = bowel_hazards("female"), founder()
    ill = np.exp(-hazard[:, age]) * -np.expm1(-(hazard[:, age + 1] - hazard[:, age]))
    weights = np.zeros(len(STATES))
    # Of the father at most one gene is mutated: more is rarer than the tolerance by far.
    fathers = [n for n, s in enumerate(STATES) if sum(map(bool, s)) <= 1]
    mothers = [n for n, s in enumerate(STATES) if sum(map(bool, s)) <= 2]
    for m, f in product(mothers, fathers):
        both = prior[m] * ill[m] * prior[f]
        for c, state in enumerate(STATES):
            if chance := passed_on(state, STATES[m], STATES[f]):
                weights[c] += both * chance
    weights /= weights.sum()
    for place, gene in enumerate(lynch.GENES):
        expected = sum(w for w, s in zip(weights, STATES, strict=True) if s[place])
        # Small bowel, bile ducts, pancreas, brain and bladder stayed in: more of them with age.
        assert found[gene].value == pytest.approx(expected, rel=off)
