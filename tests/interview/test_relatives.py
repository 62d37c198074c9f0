from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from counselling.interview.relatives import Kin, Relative, Side, relatives
from counselling.pedigree.family import Family
from counselling.pedigree.terms import PregnancyOutcome
from tests.families.builders import married_cousins
from tests.families.strategies import families
from tests.interview.families import three_degrees, with_


def found(family: Family) -> dict[str, Relative]:
    assert family.focus is not None
    return {relative.person: relative for relative in relatives(family, family.focus)}


def test_everybody_up_to_the_third_degree_is_found_with_her_degree_and_side() -> None:
    told = {p: (r.kin, r.degree, r.side) for p, r in found(three_degrees()).items()}
    assert told == {
        "pt": (Kin.SELF, 0, Side.OWN),
        "daughter": (Kin.CHILD, 1, Side.OWN),
        "mother": (Kin.PARENT, 1, Side.MOTHER),
        "father": (Kin.PARENT, 1, Side.FATHER),
        "sister": (Kin.SIBLING, 1, Side.OWN),
        "half": (Kin.HALF_SIBLING, 2, Side.OWN),
        "grandson": (Kin.GRANDCHILD, 2, Side.OWN),
        "niece": (Kin.NIECE, 2, Side.OWN),
        "mgm": (Kin.GRANDPARENT, 2, Side.MOTHER),
        "mgf": (Kin.GRANDPARENT, 2, Side.MOTHER),
        "aunt": (Kin.AUNT, 2, Side.MOTHER),
        "cousin": (Kin.COUSIN, 3, Side.MOTHER),
    }


def test_a_pregnancy_is_no_relative_to_ask_about() -> None:
    family = with_(three_degrees(), "sister", pregnancy=PregnancyOutcome.STILLBIRTH)
    assert "sister" not in found(family)


def test_who_is_related_in_two_ways_is_found_once_where_she_is_nearest() -> None:
    family = married_cousins()
    everybody = [r.person for r in relatives(family, family.focus or family.persons[-1].id)]
    assert len(everybody) == len(set(everybody))


@given(family=families(), seed=st.integers(0, 1000))
@settings(max_examples=60)
def test_the_order_of_entry_does_not_matter(family: Family, seed: int) -> None:
    people = list(family.persons)
    Random(seed).shuffle(people)
    turned = replace(family, persons=tuple(people))
    assert relatives(turned, family.proband or "") == relatives(family, family.proband or "")
