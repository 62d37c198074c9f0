"""A family's fingerprint: another one where a fact differs, the same where none does."""

from dataclasses import replace

import pytest

from counselling.pedigree.person import Age, Diagnosis, GeneTest, Marker
from counselling.pedigree.terms import MarkerStatus, TestResult
from counselling.risk.fingerprint import fingerprint
from tests.families.builders import three_generations

PLAIN = three_generations()
CHILD = PLAIN.person("child")
GRAN = PLAIN.person("grandmother")
TOLD = GRAN.diagnoses[0]


def changed(person, **facts):
    return PLAIN.replace_person(replace(person, **facts))


@pytest.mark.parametrize(
    "family",
    [
        changed(CHILD, age=Age.at(35)),
        changed(CHILD, age=None),
        changed(CHILD, is_deceased=True),
        changed(CHILD, tests=(GeneTest("BRCA1", TestResult.NEGATIVE),)),
        changed(CHILD, ancestry=("Ashkenazi",)),
        changed(CHILD, parents=()),
        changed(CHILD, diagnoses=(Diagnosis("breast"),)),
        changed(CHILD, risk_factors=(("menarche", "12"),)),
        changed(GRAN, diagnoses=(replace(TOLD, markers=(Marker("ER", MarkerStatus.NEGATIVE),)),)),
        changed(GRAN, diagnoses=(replace(TOLD, pathology="grade 3"),)),
        replace(PLAIN, persons=PLAIN.persons[:-1]),
    ],
)
def test_another_fact_is_another_fingerprint(family) -> None:
    assert fingerprint(family) != fingerprint(PLAIN)


@pytest.mark.parametrize(
    "family",
    [
        replace(PLAIN, persons=PLAIN.persons[::-1]),
        replace(PLAIN, name="Other", historian="Mrs Holm", proband="father"),
        changed(CHILD, name="Other", note="words"),
    ],
)
def test_names_notes_and_order_are_no_facts_of_risk(family) -> None:
    assert fingerprint(family) == fingerprint(PLAIN)


def test_fingerprint_is_the_one_of_earlier_releases() -> None:
    """Kept in vaults: another one here would call every result of old stale."""
    assert fingerprint(PLAIN) == "1afabf1b93a89a48"
