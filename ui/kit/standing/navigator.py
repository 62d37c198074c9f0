"""Where the desk stands: which page, which family, which person. One value, one signal."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.kit.threads.view_model import ViewModel

if TYPE_CHECKING:
    from counselling.risk.supposition import Supposition


@dataclass(frozen=True, slots=True)
class OpenFamily:
    """The family in the header. proband: in words, empty where nobody is one yet."""

    id: str
    name: str
    proband: str = ""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """page: id of its line in the registry.

    person: the selected one; country: whose population she is compared with, "" for the desk's
    own. Both are kept from page to page: a letter must not say another number than the screen did.
    supposed: the test result that her answer was last compared with, for board and letter.
    task: what is to be begun there at once, in that page's own word; "" for nothing.
    """

    page: str
    family: OpenFamily | None = None
    person: str | None = None
    country: str = ""
    supposed: "Supposition | None" = None
    task: str = ""


class Navigator(ViewModel[Whereabouts]):
    """The verbs by which pages and shortcuts move through the desk.

    door: the page shown while the desk is locked; first: the one it opens on; of_family: the one
    a family opens on.
    """

    def __init__(
        self, *, door: str, first: str, of_family: str, parent: QObject | None = None
    ) -> None:
        super().__init__(Whereabouts(door), parent)
        self._door = door
        self._first = first
        self._of_family = of_family

    @property
    def is_locked(self) -> bool:
        """Whether the door is what one sees."""
        return self.state.page == self._door

    def enter(self) -> None:
        """A vault was opened: go in."""
        self._become(Whereabouts(self._first))

    def leave(self) -> None:
        """The desk locks: forget family and person, show the door."""
        self._become(Whereabouts(self._door))

    def go(self, page: str, *, task: str = "") -> None:
        """Show a page, with something to begin there; family and person stay."""
        self._become(replace(self.state, page=page, task=task))

    def open(self, family: OpenFamily, *, person: str | None = None) -> None:
        """Open a family."""
        self._become(Whereabouts(self._of_family, family, person))

    def rename(self, family: OpenFamily) -> None:
        """Take over a new name or proband of the open family."""
        self._become(replace(self.state, family=family))

    def select(self, person: str | None) -> None:
        """Select a person of the open family; a comparison was another's."""
        supposed = self.state.supposed if person == self.state.person else None
        self._become(replace(self.state, person=person, supposed=supposed))

    def compare_with(self, country: str) -> None:
        """Compare people of the open family with another country's population."""
        self._become(replace(self.state, country=country))

    def suppose(self, what: "Supposition | None") -> None:
        """Keep the result that the selected person's answer is compared with."""
        self._become(replace(self.state, supposed=what))

    def return_to(self, where: Whereabouts) -> None:
        """Stand where one stood before."""
        self._become(where)

    def close_family(self) -> None:
        """Forget family and person, go back to the first page."""
        self._become(Whereabouts(self._first))
