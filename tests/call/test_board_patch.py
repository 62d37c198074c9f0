"""Patches of the board: what both ends make of them is the picture that was meant."""

import base64
import json
import statistics
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.call.board.board import Board
from counselling.call.board.board_patch import apply, diff
from counselling.call.board.board_picture import board_picture
from counselling.call.board.packing import DICTIONARY, is_of_picture, packed, unpacked, written
from counselling.drawing.measure import Measure
from counselling.drawing.scene import Group, Line, Rectangle, Scene, Text
from counselling.figures.labels import DE_IDENTIFIED
from counselling.language.catalogue import Catalogue
from counselling.pedigree.edits import ChangePerson
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Diagnosis, GeneTest, Person
from counselling.pedigree.structure import AddChild
from counselling.pedigree.terms import TestResult
from counselling.work.pedigree.draw_family import draw_family
from tests.call.board_scenes import SCENES, next_scenes
from tests.call.page_modules import ask_page
from tests.families.builders import breast_ovarian
from tests.families.unseen import unseen_family

Pair = tuple[Mapping[str, object], Mapping[str, object]]


@given(st.tuples(SCENES, SCENES) | next_scenes())
def test_patch_makes_the_next_picture_of_the_one_before(pair: tuple[Scene, Scene]) -> None:
    before, after = map(board_picture, pair)
    patch = json.loads(json.dumps(diff(before, after)))
    assert apply(patch, before) == after
    assert written(apply(patch, before)) == written(after)


def test_page_makes_the_same_picture_of_a_patch_as_we_do() -> None:
    asked: list[list[object]] = []
    meant = []

    @given(st.tuples(SCENES, SCENES) | next_scenes())
    def collect(pair: tuple[Scene, Scene]) -> None:
        before, after = map(board_picture, pair)
        asked.append([diff(before, after), before])
        meant.append(written(after))

    collect()
    make = "([patch, picture]) => JSON.stringify(applyPatch(patch, picture))"
    assert ask_page("patch.js", "applyPatch", make, asked) == meant


HOUSE = board_picture(
    Scene((Line(0, 0, 10, 0), Group((Rectangle(5, 5, 9, 9), Text(5, 20, "I-1")), "p1")), 99, 99)
)
WRONG: list[object] = [
    {"head": {}, "ops": []},
    {"head": {}, "ops": [1]},
    {"head": {}, "ops": [3]},
    {"head": {}, "ops": [-3]},
    {"head": {}, "ops": [[1, 1, 9]]},
    {"head": {}, "ops": [1, {"/": [9]}]},
    {"head": {}, "ops": [2, {"=": {}}]},
]


@pytest.mark.parametrize("patch", WRONG)
def test_patch_of_another_picture_is_refused(patch: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="patch"):
        apply(patch, HOUSE)


def test_page_refuses_a_patch_of_another_picture() -> None:
    asked: list[object] = [[patch, HOUSE] for patch in WRONG]
    answers = ask_page("patch.js", "applyPatch", "([p, picture]) => applyPatch(p, picture)", asked)
    assert answers == ["refused"] * len(WRONG)


def test_who_only_moves_is_told_by_how_far() -> None:
    def at(x: float) -> Mapping[str, object]:
        parts = (Rectangle(x, 5, 9, 9), Text(x + 3.3333, 20, "I-1"))
        return board_picture(Scene((Group(parts, "p1"),), 99, 99))

    assert diff(at(10.0), at(47.1))["ops"] == [[37, 0, 1]]


def test_pictures_too_large_to_be_compared_are_told_anew_but_for_their_ends() -> None:
    def picture(count: int, word: str) -> Mapping[str, object]:
        same = Text(0, 0, "A family")
        texts = (Text(float(n), 20, f"{word} {n}") for n in range(count))
        return board_picture(Scene((same, *texts, same), 99, 99))

    before, after = picture(4_000, "breast"), picture(500, "ovary")
    patch = diff(before, after)
    assert apply(patch, before) == after
    ops = patch["ops"]
    assert isinstance(ops, list)
    first, gone, new, last = ops
    assert (first, gone, len(new["+"]), last) == (1, -4_000, 500, 1)


def test_page_knows_the_same_dictionary() -> None:
    assert ask_page("inflate.js", "DICTIONARY", "() => DICTIONARY", [0]) == [DICTIONARY]


def test_page_unpacks_what_we_pack() -> None:
    texts: list[str] = []

    @given(st.text(min_size=30, max_size=400) | SCENES.map(lambda s: json.dumps(board_picture(s))))
    def collect(text: str) -> None:
        told = text.encode(errors="replace").decode() * 3
        assert unpacked(packed(told)) == told
        texts.append(told)

    collect()
    texts.append("I-1 " * 40_000)
    packs = [(text, packed(text)) for text in texts]
    small = [(text, pack) for text, pack in packs if isinstance(pack, bytes)]
    assert len(small) > len(texts) / 2
    asked: list[object] = [base64.b64encode(pack).decode() for _, pack in small]
    answers = ask_page("inflate.js", "unpack", "(b) => unpack(Buffer.from(b, 'base64'))", asked)
    assert answers == [text for text, _ in small]


def told_again(picture: Mapping[str, object]) -> Iterator[Scene]:
    """Pictures in which something stands that stood there already, a bit further on."""
    items = picture["items"]
    assert isinstance(items, list)
    lines = [str(item["text"]) for item in items]
    for n, words in enumerate(lines):
        again = (Text(0.5, 20.0 * m, f"{words}, {line}") for m, line in enumerate(lines[n : n + 3]))
        yield Scene((*(Text(0, 20.0 * m, line) for m, line in enumerate(lines)), *again), 99, 999)


def test_page_unpacks_what_is_of_its_picture_and_of_no_other() -> None:
    notes = [f"II-{n}: her father's sister, kidney stones at {40 + n}" for n in range(20)]
    before = board_picture(
        Scene(tuple(Text(0, 20.0 * n, note) for n, note in enumerate(notes)), 99, 999)
    )
    asked: list[object] = []
    meant: list[object] = []
    for scene in told_again(before):
        patch = written(diff(before, board_picture(scene)))
        pack = packed(patch, before=written(before))
        assert isinstance(pack, bytes)
        assert is_of_picture(pack)
        assert unpacked(pack, before=written(before)) == patch
        other = board_picture(scene)
        for wrong in ("", written(other)):
            with pytest.raises(ValueError, match="packing"):
                unpacked(pack, before=wrong)
        for picture, answer in ((before, patch), (other, "refused"), (None, "refused")):
            asked.append([base64.b64encode(pack).decode(), picture])
            meant.append(answer)
    unpack = "([b, picture]) => unpack(Buffer.from(b, 'base64'), picture)"
    assert ask_page("inflate.js", "unpack", unpack, asked) == meant


@given(st.tuples(SCENES, SCENES) | next_scenes())
def test_whatever_is_of_a_picture_is_unpacked_with_it(pair: tuple[Scene, Scene]) -> None:
    before, after = map(board_picture, pair)
    patch = written(diff(before, after))
    assert unpacked(packed(patch, before=written(before)), before=written(before)) == patch


def test_page_refuses_packs_that_are_none() -> None:
    whole = packed("woman, age not known " * 30)
    assert isinstance(whole, bytes)
    broken = [b"", b"\x07", b"\x07" * 9, b"\xff" * 40, whole[:-2], b"\x01\x05\x00\xfa\xf0abcde"]
    for pack in broken:
        with pytest.raises(ValueError, match="packing"):
            unpacked(pack)
    asked: list[object] = [base64.b64encode(pack).decode() for pack in broken]
    answers = ask_page("inflate.js", "unpack", "(b) => unpack(Buffer.from(b, 'base64'))", asked)
    assert answers == ["refused"] * len(broken)


def test_page_refuses_what_unpacks_without_end() -> None:
    bombs = [zlib.compress(bytes(size), wbits=-15) for size in (8 << 20, (8 << 20) + 1)]
    asked: list[object] = [base64.b64encode(bomb).decode() for bomb in bombs]
    count = "async (b) => (await unpack(Buffer.from(b, 'base64'))).length"
    assert ask_page("inflate.js", "unpack", count, asked) == [8 << 20, "refused"]


def edits_of(family: Family) -> Iterator[tuple[str, Family]]:
    """The facts that are told of somebody in a session, each as an edit of its own."""
    known = next((d.condition for p in family.persons for d in p.diagnoses), "breast")
    for person in family.persons[::3]:
        facts = {
            "dead": {"is_deceased": True},
            "age": {"age": Age.at(61)},
            "test": {"tests": (GeneTest("BRCA1", TestResult.NEGATIVE),)},
            "illness": {"diagnoses": (*person.diagnoses, Diagnosis(known, Age.at(45)))},
        }
        for name, fact in facts.items():
            yield name, ChangePerson(replace(person, **fact)).apply(family)  # type: ignore[arg-type]  # facts of a person


def test_nothing_that_is_told_in_a_session_costs_300_bytes(
    english: Catalogue, measure: Measure
) -> None:
    family = breast_ovarian()
    first = draw_family(family, english, measure, choice=DE_IDENTIFIED)
    sizes: dict[str, list[int]] = {}
    for name, edited in chain(edits_of(family), children_of(family)):
        board = Board()
        board.put(board_picture(first.scene), now=0.0)
        drawn = draw_family(edited, english, measure, choice=DE_IDENTIFIED, previous=first.layout)
        (patch,) = board.put(board_picture(drawn.scene), now=0.0)
        sizes.setdefault(name, []).append(len(patch))
    assert {name: most for name in sizes if (most := max(sizes[name])) >= 300} == {}
    assert max(sizes["age"] + sizes["dead"]) < 100
    assert max(sizes["test"]) < 150  # where a label widens, neighbours give way
    assert statistics.median(sizes["illness"]) < 200  # a pattern, and a second one cuts the symbol
    assert statistics.median(sizes["child"]) < 270  # a whole row makes room


def children_of(family: Family) -> Iterator[tuple[str, Family]]:
    """A brother or a sister more of everybody whose parents are known, each as an edit."""
    for sibling in (each for each in family.persons if each.parents):
        child = Person("new", sex=sibling.sex, parents=sibling.parents, age=Age.at(30))
        yield "child", AddChild(child).apply(family)


def test_two_hundred_people_are_a_small_snapshot_and_soon_compared(
    english: Catalogue, measure: Measure
) -> None:
    family = unseen_family(5, 200)
    first = draw_family(family, english, measure, choice=DE_IDENTIFIED)
    board = Board()
    whole = board.put(board_picture(first.scene), now=0.0)
    assert sum(map(len, whole)) < 40_000
