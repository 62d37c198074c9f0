"""Drawing families: how many are clean, how long a first picture and an edit take.

Real families are read from the folder that CONSULTAND_FAMILIES names, else from
../shared/data/pedigrees beside the checkout; where there is none, only the grown ones are drawn.
Where a measure of drawings (pedigree_metrics.py, the same for every drawing program) lies beside
them, it judges; the peer's figures were taken with it too (kinship2 1.9.6 in R, which cannot run
here: families of up to 400 people, November 2026).
"""

import importlib.util
import os
import random
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.edits import edits, flips, moved
from counselling.errors import CounsellingError
from counselling.layout.dragging import Drag
from counselling.layout.layout import Effort, place
from counselling.layout.result import Layout, as_json
from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.person import ParentLink, Person
from counselling.pedigree.terms import ParentKind, Sex
from counselling.work.files.read_family import read_file

SHARED = Path(__file__).resolve().parents[2] / "shared"
LARGEST = 400  # people; the peer was measured up to here
RUNS = 3
EDITS = 4  # of each kind
HELD = 4  # places of each person who is held
KINSHIP2 = {
    "drawn": 218, "clean": 132, "crossings": 0, "people_drawn_twice": 414, "people_missing": 13,
    "false_couples": 87, "milliseconds": {"median": 9, "p95": 105, "max": 486},
}  # fmt: skip
HARD = (
    "missing", "dups", "overlaps", "through_symbols", "overdraw_len", "false_mates",
    "false_descent", "unions_undrawn", "child_not_below",
)  # fmt: skip


def measure() -> Mapping[str, object]:
    """Draw everything; times are the best of three, on one core."""
    return {
        "real": _real(),
        "kinship2_as_published": KINSHIP2,
        "grown": {
            "1000_people_30_loops": _grown(1000, 30),
            "1000_people_no_loop": _grown(1000, 0),
            "2700_people_100_loops": _grown(2700, 100),
            "100_people_2_loops": _grown(100, 2),
        },
    }


# ------------------------------------------------------------------ real families


def _real() -> Mapping[str, object]:
    folder = Path(os.environ.get("CONSULTAND_FAMILIES", SHARED / "data" / "pedigrees"))
    families = tuple(_read(folder)) if folder.is_dir() else ()
    if not families:
        return {"families": 0}
    judge = _judge()
    milliseconds, judged, crossings, edited = [], [], 0, []
    for family in families:
        layout, took = _timed(partial(place, family))
        milliseconds.append(took)
        crossings += layout.crossings
        for chosen in edits(family, random.Random(7)):
            edited.append(_edit(family, layout, chosen))
        if judge is not None:
            judged.append(judge(layout, family))
    return {
        "families": len(families),
        "people": sum(len(family.persons) for family in families),
        "crossings": crossings,
        "milliseconds": _spread(milliseconds),
        "edited": _told(edited),
        **_summary(judged),
    }


def _read(folder: Path) -> Iterator[Family]:
    for path in sorted(path for path in folder.glob("**/*") if path.is_file()):
        try:
            families = read_file(path).families
        except CounsellingError:
            continue  # not a family, or one that cannot be read
        for family in families:
            if 1 < len(family.persons) <= LARGEST and any(p.parents for p in family.persons):
                yield replace(with_both_parents(family), id=f"{path.stem} {family.id}")


def with_both_parents(family: Family) -> Family:
    """Give every child of one known parent an unknown other one: the measure knows couples."""
    persons, unknown = [], {}
    for person in family.persons:
        links = tuple(link for link in person.parents if link.kind.is_genetic)
        if len(links) == 1:
            other = f"{links[0].parent}?"
            kind = ParentKind.FATHER if links[0].kind.gives_egg else ParentKind.MOTHER
            unknown[other] = Person(other)
            links = (*links, ParentLink(other, kind))
        persons.append(replace(person, parents=links))
    return replace(family, persons=(*persons, *unknown.values()), partnerships=())


def _judge() -> Callable[[Layout, Family], Mapping[str, Any]] | None:
    path = SHARED / "tools" / "pedigree_metrics.py"
    if not path.is_file():
        return None
    spec = importlib.util.spec_from_file_location("pedigree_metrics", path)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)

    def judge(layout: Layout, family: Family) -> Mapping[str, Any]:
        rows = {p.id: {"id": p.id, "dad": p.father or "0", "mom": p.mother or "0"}
                for p in family.persons}  # fmt: skip
        measured: Mapping[str, Any] = tool.measure(
            as_json(layout, family=family.id, milliseconds=0.0), rows
        )
        return measured

    return judge


def _summary(judged: Sequence[Mapping[str, Any]]) -> Mapping[str, object]:
    if not judged:
        return {}
    people = sum(m["people"] for m in judged)
    apart = [m["mate_gap_mean"] for m in judged if m["mate_gap_mean"]]
    unclean = {
        m["family"]: {bar: m[bar] for bar in (*HARD, "crossings") if m[bar]}
        for m in judged
        if any(m[bar] for bar in (*HARD, "crossings"))
    }
    return {
        "clean": len(judged) - len(unclean),
        "not_clean": unclean,
        "line_per_person": round(sum(m["line_len"] for m in judged) / people, 3),
        "mate_gap_mean": round(statistics.fmean(apart), 3),
        "centre_mean": round(statistics.fmean(m["centre_mean"] for m in judged), 3),
    }


# ------------------------------------------------------------------ grown families


def grown(people: int, loops: int, *, seed: int = 1) -> Family:
    """Grow a family: couples with one to five children who marry in, some of them cousins."""
    chance = random.Random(seed)
    persons = [Person("0", sex=Sex.MALE), Person("1", sex=Sex.FEMALE)]
    couples = [("0", "1")]
    single: list[str] = []
    by_id = {p.id: p for p in persons}

    def add(sex: Sex, parents: tuple[str, str] | None = None) -> str:
        links = () if parents is None else (
            ParentLink(parents[1], ParentKind.MOTHER), ParentLink(parents[0], ParentKind.FATHER)
        )  # fmt: skip
        person = Person(str(len(persons)), sex=sex, parents=links)
        persons.append(person)
        by_id[person.id] = person
        return person.id

    while len(persons) < people:
        father, mother = couples.pop(0)
        for _ in range(chance.randint(2, 4)):
            child = add(chance.choice((Sex.MALE, Sex.FEMALE)), (father, mother))
            single.append(child)
        for child in list(single):
            if child not in single or len(couples) > 60:
                continue
            single.remove(child)
            sex = by_id[child].sex
            cousins = [s for s in single if by_id[s].sex is not sex
                       and by_id[s].parents != by_id[child].parents]  # fmt: skip
            if loops and cousins and chance.random() < 0.3:
                mate, loops = cousins[0], loops - 1
                single.remove(mate)
            else:
                mate = add(Sex.FEMALE if sex is Sex.MALE else Sex.MALE)
            couples.append((child, mate) if sex is Sex.MALE else (mate, child))
    return Family("grown", persons=tuple(persons[:people]))


def _grown(people: int, loops: int) -> Mapping[str, object]:
    family = grown(people, loops)
    _, first = _timed(lambda: place(family, effort=Effort.FIRST))
    layout, best = _timed(lambda: place(family))
    return {
        "people": len(family.persons),
        "first_picture_ms": round(first, 1),
        "searched_picture_ms": round(best, 1),
        "crossings": layout.crossings,
        **_told([_edit(family, layout, chosen) for chosen in _edits(family)]),
        "held_by_the_hand_ms": _spread(list(_held(family, layout))),
    }


class _Edit(NamedTuple):
    kind: str
    milliseconds: float
    moved: float  # share of people
    flips: int


def _edits(family: Family) -> Iterator[tuple[str, tuple[Edit, ...]]]:
    """Edits all over the family, one kind after the other."""
    chance = random.Random(7)
    for _ in range(EDITS):
        yield from edits(family, chance)


def _edit(family: Family, before: Layout, chosen: tuple[str, tuple[Edit, ...]]) -> _Edit:
    kind, steps = chosen
    for step in steps:
        family = step.apply(family)
    after, took = _timed(lambda: place(family, previous=before))
    return _Edit(kind, took, moved(before, after), flips(before, after))


def _told(done: Sequence[_Edit]) -> Mapping[str, object]:
    by_kind: dict[str, list[float]] = {}
    for edit in done:
        by_kind.setdefault(edit.kind, []).append(edit.moved)
    return {
        "edits": len(done),
        "edit_ms": _spread([edit.milliseconds for edit in done]),
        "moved_over_half_a_unit": round(statistics.fmean(edit.moved for edit in done), 4),
        "moved_most": round(max(edit.moved for edit in done), 4),
        "moved_by_kind": {kind: round(statistics.fmean(m), 4) for kind, m in by_kind.items()},
        "flips": sum(edit.flips for edit in done),
    }


def _held(family: Family, layout: Layout) -> Iterator[float]:
    """Milliseconds of drawing while somebody is held, here and there."""
    children = [person.id for person in family.persons if person.parents]
    for person in random.Random(7).sample(children, EDITS):
        drag = Drag(family, layout, person)
        x = layout.by_person[person].x
        for step in range(1, HELD + 1):
            yield _timed(partial(drag.at, x + 0.1 * step))[1]


# ------------------------------------------------------------------ time


def _timed(draw: Callable[[], Layout]) -> tuple[Layout, float]:
    took = []
    for _ in range(RUNS):
        started = time.perf_counter()
        layout = draw()
        took.append(1000 * (time.perf_counter() - started))
        if took[0] > 3000:
            break
    return layout, min(took)


def _spread(values: Sequence[float]) -> Mapping[str, float]:
    ordered = sorted(values)
    return {
        "median": round(statistics.median(ordered), 1),
        "p95": round(ordered[int(0.95 * (len(ordered) - 1))], 1),
        "max": round(ordered[-1], 1),
    }
