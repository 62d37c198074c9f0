"""What a mouse or a finger does on the drawing: the same verbs as the keys, with equal rights."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Signal

from counselling.language.catalogue import Catalogue
from counselling.pedigree.branches import Branch, Fold, branches_of
from counselling.pedigree.person import Person
from counselling.pedigree.terms import ParentKind
from ui.kit.blocks.banner import announce
from ui.kit.blocks.chip import Chip
from ui.kit.marks.tones import Tone
from ui.look.icons import Icons
from ui.look.theme import Theme
from ui.look.tokens import Space
from ui.pages.pedigree.canvas.board import Board
from ui.pages.pedigree.canvas.hand_keys import HandKeys
from ui.pages.pedigree.canvas.menu import Entry, menu_of, verb_entries
from ui.pages.pedigree.canvas.offers import Offer, Offers
from ui.pages.pedigree.kept import choosing
from ui.pages.pedigree.kept.dragging import Dragging
from ui.pages.pedigree.kept.state import PedigreeState
from ui.pages.pedigree.kept.view_model import PedigreeModel
from ui.pages.pedigree.prompting.entry import EntryModel
from ui.pages.pedigree.prompting.prompts import Verb


class Hand(QObject):
    """Selects several, offers relatives, opens the menu, and says what is selected and folded.

    opened: all about the chosen person is wanted.
    """

    opened = Signal()

    def __init__(
        self,
        model: PedigreeModel,
        entry: EntryModel,
        dragging: Dragging,
        board: Board,
        letters: Mapping[str, str],
        words: Catalogue,
        theme: Theme,
        icons: Icons,
    ) -> None:
        super().__init__(board)
        self._model = model
        self._entry = entry
        self._keys = HandKeys(model, self)
        self._board = board
        self._canvas = canvas = board.canvas
        self._letters = letters
        self._words = words
        self._is_by_hand = False
        offers = tuple(
            Offer(words.say(f"canvas.offer_{side}"), side, do)
            for side, do in (
                ("parent", self._add_parent),
                ("sibling", partial(entry.begin, Verb.SIBLING)),
                ("child", partial(entry.begin, Verb.CHILD)),
                ("partner", partial(entry.begin, Verb.PARTNER)),
            )
        )
        self.offers = Offers(theme, canvas, offers)
        self.chip = Chip(icons)
        self.chip.setParent(canvas)
        self._connect(dragging)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Who works by keys again needs no offers; they would only stand in the way."""
        if event.type() == QEvent.Type.KeyPress and self._is_by_hand:
            self._is_by_hand = False
            self._place_offers()
        return super().eventFilter(watched, event)

    def show_state(self, state: PedigreeState) -> None:
        """Show who is selected, and what is folded away."""
        self._canvas.ring(tuple(state.selected[1:]))
        hidden = len(state.view.hidden) if state.view else 0
        told = [choosing.said(state, self._words)]
        told += [self._words.say("canvas.folded", count=hidden)] if hidden else []
        said = " · ".join(part for part in told if part)
        if self.chip.accessibleName() != said:
            self.chip.say(said, Tone.ACCENT, icon="users")
            self.chip.adjustSize()
        self._place()

    def menu_entries(self) -> tuple[tuple[Entry, ...], ...]:
        """Return what can be done with the chosen person; the last group stands apart."""
        say, model = self._words.say, self._model
        kin = tuple(
            Entry(say(f"fact.{name}"), partial(model.go_to_parent, kind), self._letter(name))
            for name, kind in (("mother", ParentKind.MOTHER), ("father", ParentKind.FATHER))
        )
        verbs = verb_entries(self._begin, self._letters, self._words)
        last = (
            Entry(say("fact.card"), self.opened.emit, self._letter("card")),
            Entry(say("canvas.menu_remove"), model.remove, "Del"),
        )
        return ((*kin, *verbs[0]), *verbs[1:], last)

    def drawing_entries(self) -> tuple[Entry, ...]:
        """Return what can be done with her place in the drawing."""
        say, keys = self._words.say, self._keys
        return (
            *(self._fold_entry(branch) for branch in Branch),
            Entry(say("canvas.menu_unfold"), keys.unfold, "Alt+Home", self._is_folded()),
            Entry(say("canvas.menu_pin"), keys.pin, "Alt+P", is_checked=self._is_pinned()),
            Entry(say("canvas.menu_left"), partial(keys.change_places, to_right=False), "Alt+←"),
            Entry(say("canvas.menu_right"), partial(keys.change_places, to_right=True), "Alt+→"),
            Entry(say("canvas.tidy"), keys.tidy, "Alt+T"),
        )

    # How it works

    def _connect(self, dragging: Dragging) -> None:
        canvas, model = self._canvas, self._model
        canvas.dragged.connect(dragging.drag)
        canvas.dropped.connect(dragging.drop)
        canvas.given_up.connect(dragging.give_up)
        dragging.moved.connect(self._board.show_dragged)
        self._board.tidy.clicked.connect(self._keys.tidy)
        self._board.watch(self._keys)
        canvas.clicked.connect(self._meet)
        canvas.added.connect(self._turn)
        canvas.banded.connect(self._band)
        canvas.menu_wanted.connect(self._open_menu)
        canvas.looked.connect(self._place)
        canvas.installEventFilter(self)
        self._entry.changed.connect(self._place_offers)
        self._keys.alone.connect(self._say_alone)
        model.counted.connect(self._say)
        model.changed.connect(self.show_state)

    def _meet(self, person: str) -> None:
        self._is_by_hand = True
        self._place_offers()

    def _turn(self, person: str) -> None:
        if self._model.state.coming and person in self._model.state.coming.by_id:
            self._model.select(partial(choosing.turned, person=person))

    def _band(self, people: list[str]) -> None:
        known = self._model.state.coming.by_id if self._model.state.coming else {}
        held = tuple(person for person in people if person in known)
        self._model.select(partial(choosing.together, people=held))

    def _open_menu(self, person: str, place: QPoint) -> None:
        if person not in self._model.state.selected:
            self._model.choose(person)
        if self._model.state.person is not None:
            drawing = (self._words.say("canvas.menu_drawing"), self.drawing_entries())
            menu_of(self._canvas, self.menu_entries(), below=drawing).popup(place)

    def _begin(self, verb: Verb) -> Callable[[], None]:
        return partial(self._entry.begin, verb)

    def _add_parent(self) -> None:
        missing = _missing(self._model.state.person)
        if missing:
            self._model.go_to_parent(missing[0])

    def _letter(self, deed: str) -> str:
        return self._words.capitals(self._letters.get(deed, ""))

    def _fold_entry(self, branch: Branch) -> Entry:
        state = self._model.state
        chosen = state.chosen or ""
        is_away = state.view is not None and Fold(chosen, branch) in state.view.folded
        key = "Alt+↑" if branch is Branch.ANCESTORS else "Alt+↓"
        words = self._words.say(f"canvas.menu_fold_{branch}")
        family = state.coming
        has_some = family is not None and branch in branches_of(family, chosen)
        fold = partial(self._keys.fold, branch)
        return Entry(words, fold, key, is_on=has_some, is_checked=is_away)

    def _is_folded(self) -> bool:
        return self._model.state.view is not None and bool(self._model.state.view.folded)

    def _is_pinned(self) -> bool:
        family, chosen = self._model.state.coming, self._model.state.chosen
        return bool(family and chosen and family.arrangement.pin_of(chosen) is not None)

    def _place(self) -> None:
        """Stand where reading begins, and around whoever is chosen."""
        right = self._canvas.width() - self.chip.width() - Space.SMALL
        is_mirrored = self._canvas.isRightToLeft()
        self.chip.move(right if is_mirrored else Space.SMALL, Space.SMALL)
        self._place_offers()

    def _place_offers(self) -> None:
        state = self._model.state
        symbol, whole, sides = QRectF(), QRectF(), frozenset[str]()
        is_free = self._entry.state is None and not state.others and not self._canvas.is_held
        if self._is_by_hand and is_free and state.person is not None:
            symbol = self._canvas.place_of(state.person.id)
            whole = self._canvas.bounds_of(state.person.id)
            kin = {"parent"} if _missing(state.person) else set()
            sides = frozenset({"sibling", "child", "partner"} | kin)
        self.offers.stand_around(symbol, whole, sides if not symbol.isNull() else frozenset())

    def _say(self, counted: str) -> None:
        if counted:
            announce(self._canvas, counted)

    def _say_alone(self) -> None:
        announce(self._canvas, self._words.say("canvas.alone"))


def _missing(person: Person | None) -> tuple[ParentKind, ...]:
    """Which parents nobody told of."""
    if person is None:
        return ()
    known = {ParentKind.MOTHER: person.mother, ParentKind.FATHER: person.father}
    return tuple(kind for kind, who in known.items() if who is None)
