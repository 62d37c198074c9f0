import ast
import inspect
from types import ModuleType

import pytest
from hypothesis import given

from counselling.errors import PedigreeError
from counselling.pedigree import (
    answering,
    arranging,
    continuing,
    edits,
    outside,
    settling,
    steps,
    structure,
)
from counselling.pedigree.edits import (
    EDITS,
    AddPerson,
    ChooseConsultand,
    NameFamily,
    RemovePerson,
    replay,
)
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership
from counselling.pedigree.person import Person
from counselling.pedigree.terms import Gender, ParentKind, Sex
from tests.families.builders import family, man, married_cousins, three_generations, trio, woman
from tests.families.strategies import families


def test_a_union_lists_its_children_in_the_familys_order() -> None:
    couples = {frozenset(u.partners): u.children for u in three_generations().unions}
    assert couples[frozenset({"mother", "father"})] == ("child", "brother")


def test_a_couple_without_children_is_a_union_too() -> None:
    pair = Family("f", persons=(woman("a"), man("b")), partnerships=(Partnership(("a", "b")),))
    assert [(u.partners, u.children) for u in pair.unions] == [(("a", "b"), ())]


def test_the_egg_comes_first_whichever_parent_was_named_first() -> None:
    child = trio().person("child")
    turned = Person("child", parents=child.parents[::-1])
    assert turned.genetic_parents == ("mother", "father")


def test_siblings_share_both_parents() -> None:
    mixed = family(
        woman("mo"),
        man("fa"),
        man("fb"),
        woman("a", mother="mo", father="fa"),
        woman("b", mother="mo", father="fa"),
        woman("c", mother="mo", father="fb"),
    )
    assert mixed.siblings_of("a") == ("b",)
    assert mixed.siblings_of("c") == ()


def test_a_woman_may_have_given_the_sperm_and_keeps_her_circle() -> None:
    parent = Person("p", sex=Sex.MALE, gender=Gender.WOMAN)
    assert parent.shown_gender is Gender.WOMAN
    assert not ParentKind.FATHER.gives_egg


def test_asking_for_somebody_who_is_not_there_names_no_one() -> None:
    with pytest.raises(PedigreeError) as refused:
        trio().person("Anna Karenina")
    assert "Anna" not in str(refused.value)
    assert refused.value.fields == {}


def test_removing_a_parent_leaves_the_child_without_the_link() -> None:
    after = RemovePerson("father").apply(trio())
    assert after.person("child").father is None
    assert after.person("child").mother == "mother"


def test_adding_twice_is_refused() -> None:
    with pytest.raises(PedigreeError, match="double_id"):
        AddPerson(woman("child")).apply(trio())


def test_every_edit_is_registered_under_its_kind() -> None:
    assert {kind: edit.kind for kind, edit in EDITS.items()} == {kind: kind for kind in EDITS}
    modules = (
        edits, structure, arranging, steps, answering, outside, settling, continuing
    )  # fmt: skip
    written = {node.name for module in modules for node in classes(module)}
    assert {edit.__name__ for edit in EDITS.values()} == written


def classes(module: ModuleType) -> list[ast.ClassDef]:
    """Edits of a module: its classes with an `apply` and a `kind` of their own."""
    tree = ast.parse(inspect.getsource(module))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    return [
        node
        for node in found
        if any(isinstance(p, ast.AnnAssign) and p.value and p.target.id == "kind"  # type: ignore[union-attr]
               for p in node.body)
    ]  # fmt: skip


@given(families(has_facts=True))
def test_a_history_of_single_people_rebuilds_the_family(before: Family) -> None:
    history = (
        NameFamily(before.name),
        *(AddPerson(person) for person in before.persons),
        ChooseConsultand(before.proband or ""),
    )
    after = replay(before.id, history)
    assert after.persons == before.persons
    assert after.consultand == before.proband


@given(families())
def test_an_edit_never_changes_the_family_it_was_applied_to(before: Family) -> None:
    copy = Family(before.id, before.name, before.persons, proband=before.proband)
    RemovePerson(before.persons[0].id).apply(before)
    assert before == copy


def test_married_cousins_are_two_unions_of_one_generation() -> None:
    kids = {u.children for u in married_cousins().unions}
    assert ("aunt", "father") in kids
