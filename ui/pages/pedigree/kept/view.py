"""What of a family is drawn on screen: the part that is not folded away, ready to be painted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from counselling.drawing.scene import Scene
from counselling.pedigree.branches import Fold
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from ui.kit.pictures.scene_painter import Prepared, prepare
from ui.pages.pedigree.kept.ledger import Ledger
from ui.pedigree_work import PedigreesWork

if TYPE_CHECKING:
    from counselling.work.families.pedigrees import ShownFamily
    from counselling.work.pedigree.draw_family import Drawing

T = TypeVar("T")


@dataclass(frozen=True)
class Picture:
    """A scene, ready to be painted."""

    scene: Scene
    picture: Prepared


@dataclass(frozen=True)
class View:
    """whole: the family; part: what is drawn of it. picture: the drawing as Qt paints it.

    folded: how many people each fold hides.
    """

    whole: Family
    part: Family
    drawing: "Drawing"
    picture: Prepared
    hidden: frozenset[PersonId] = frozenset()
    folded: Mapping[Fold, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Seen(Generic[T]):
    """An answer of the vault, and what is drawn of the family then."""

    answer: T
    view: View


class Eye:
    """Looks at families for the thread that keeps things: to prepare a large picture takes long.

    What is folded away is remembered for each family while the desk is open.
    """

    def __init__(self, work: PedigreesWork) -> None:
        self._work = work
        self._folds: dict[str, tuple[Fold, ...]] = {}
        self._last: tuple[ShownFamily, tuple[Fold, ...], View] | None = None
        # the one before it, so that a large picture is thrown away here and not by the UI's thread
        self._before: tuple[ShownFamily, tuple[Fold, ...], View] | None = None

    def fold(
        self, ledger: Ledger, change: Callable[[tuple[Fold, ...]], tuple[Fold, ...]]
    ) -> "ShownFamily":
        """Fold away more or less; returns the family as it is."""
        self._folds[ledger.family_id] = change(self._folds.get(ledger.family_id, ()))
        return ledger.now()

    def see(self, ledger: Ledger, work: Callable[[], T]) -> Seen[T]:
        """Do a work of the ledger, and look at what has come of it."""
        answer = work()
        shown, folds = ledger.now(), self._folds.get(ledger.family_id, ())
        if self._last is None or self._last[0] is not shown or self._last[1] != folds:
            self._before = self._last
            self._last = (shown, folds, self._look(shown, folds))
        return Seen(answer, self._last[2])

    def _look(self, shown: "ShownFamily", folds: tuple[Fold, ...]) -> View:
        family = shown.record.family
        if not folds:
            return View(family, family, shown.drawing, prepare(shown.drawing.scene).ready())
        part = self._work.part(shown, folds)
        picture = prepare(part.drawing.scene).ready()
        return View(family, part.family, part.drawing, picture, part.hidden, part.folded)
