"""Use cases of the risk and of the pictures that are shown of it, as the desk's pages need them."""

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from counselling.drawing.scene import Scene
from counselling.figures.chart import ChartData
from counselling.figures.dots import DotChart
from counselling.figures.shown import Shown
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.risk.supposition import Supposition

if TYPE_CHECKING:
    from counselling.records.log.families import FamilyRecord
    from counselling.risk.outside.told import OutsideReading
    from counselling.work.risk.check_model import CheckedModel
    from counselling.work.risk.compare_risk import ComparedRisk
    from counselling.work.risk.risks import ShownRisk
    from counselling.work.session.boards import LetterPage, Sheet


class OutsideWork(Protocol):
    """Use cases of other programs' results. They read and write the vault: not on the UI thread."""

    def read(self, text: str, *, person: PersonId) -> "OutsideReading":
        """Read a text about a person; nothing is kept. Raises RiskInputError."""
        ...

    def keep(
        self, record: "FamilyRecord", person: PersonId, reading: "OutsideReading", *, at: datetime
    ) -> None:
        """Keep what was read with the family. Raises VaultError, StorageError."""
        ...

    def put_away(self, record: "FamilyRecord", person: PersonId, program: str) -> None:
        """Put a program's result away. Raises as `keep`."""
        ...


class RisksWork(Protocol):
    """Use cases of the risk. They read the vault and compute: not on the UI thread."""

    @property
    def country(self) -> str:
        """The country that this desk compares with, as the tables name it."""
        ...

    @property
    def countries(self) -> tuple[str, ...]:
        """All countries that a person can be compared with."""
        ...

    @property
    def models(self) -> tuple[str, ...]:
        """Names of the models, the usual one first."""
        ...

    @property
    def outside(self) -> OutsideWork:
        """What other programs worked out about people of the vault."""
        ...

    def ask(
        self, family: Family, *, person: PersonId | None, country: str, model: str = ""
    ) -> "ShownRisk":
        """Ask a model about a person. Raises RiskInputError, PedigreeError."""
        ...

    def estimate(
        self, family: Family, *, person: PersonId | None, country: str, model: str = ""
    ) -> "ShownRisk | None":
        """Answer at once without intervals; None where `ask` takes no longer. Raises as `ask`."""
        ...

    def compare(self, risk: "ShownRisk", what: Supposition) -> "ComparedRisk":
        """Answer again as if a test had a result. Raises RiskInputError, PedigreeError."""
        ...

    def moves(self, risk: "ShownRisk") -> tuple[str, ...]:
        """Say what moves an answer, a line each; nothing where a model cannot tell."""
        ...

    def check(self, model: str, *, country: str) -> "CheckedModel":
        """Compare a model with print and with a country's rates. Raises RiskInputError."""
        ...

    def chart_page(self, chart: ChartData | DotChart) -> str:
        """Return the interactive chart as one page."""
        ...


class BoardsWork(Protocol):
    """Use cases of the board: pictures for the patient's eyes. Not on the UI thread."""

    def pedigree(
        self,
        family_id: str,
        *,
        language: str,
        before: "Sheet | None" = None,
        has_names: bool = False,
    ) -> "Sheet":
        """Draw a family, nameless unless names are asked for. Raises VaultError, LayoutError."""
        ...

    def letter(self, family_id: str, *, page: int, language: str, chosen: str = "") -> "LetterPage":
        """Show a page of a letter, of the newest one unless another is chosen.

        Raises LetterError, VaultError.
        """
        ...

    def risk(
        self,
        family_id: str,
        *,
        person: PersonId | None,
        country: str,
        language: str,
        of: Shown = Shown.BY_AGE,
        supposed: Supposition | None = None,
    ) -> Scene:
        """Draw a person's risk without her name. Raises VaultError, RiskInputError."""
        ...
