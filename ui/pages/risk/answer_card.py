"""The answer: one large number with its interval, each gene's, and the same as a picture."""

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.cards import Card, column
from ui.kit.layout.pair import Pair
from ui.kit.marks.labels import body, large, small, soft
from ui.kit.pictures.scene_picture import ScenePicture
from ui.look.theme import Theme
from ui.look.tokens import MAIN_PX, Space
from ui.pages.risk.answer import chances
from ui.pages.risk.gene_bars import GeneBars

if TYPE_CHECKING:
    from counselling.work.risk.risks import ShownRisk

_BESIDE_PX: Final = MAIN_PX + 160  # from this width on, words and picture stand side by side


class AnswerCard(Card):
    """The chance to carry a variant. The limits of the program stand where the number stands."""

    def __init__(self, words: Catalogue, theme: Theme) -> None:
        super().__init__(words.say("risk.carrier"))
        self._words = words
        self._about = soft()
        self._count = large()
        self._between = body()
        self._percent = soft()
        self._genes = GeneBars(theme)
        self._limits = small()
        self._icons = ScenePicture(theme, most_px=MAIN_PX)
        said = QWidget()
        parts = (self._about, self._count, self._between, self._percent, None)
        said.setLayout(column(*parts, spacing=Space.TIGHT))
        self.add(Pair(theme, said, self._icons, least_px=_BESIDE_PX))
        self.add(self._genes)
        self.add(self._limits)

    def show_risk(self, risk: "ShownRisk", whose: str) -> None:
        """Show an answer; whose: the person as she is named on the screen."""
        words, assessment = self._words, risk.assessment
        any_gene, *genes = chances(assessment, words)
        self.set_title(words.say("risk.carrier_of", person=whose))
        self._about.setText(any_gene.about)
        self._count.setText(any_gene.count)
        self._between.setText(any_gene.between)
        self._percent.setText(any_gene.percent)
        self._genes.show_genes(tuple(genes), risk.pictures.carriers)
        self._icons.show_scene(risk.pictures.icons)
        self._limits.setText(
            words.say(
                "risk.limits",
                model=words.say(f"model.{assessment.model}"),
                version=assessment.version,
            )
        )
