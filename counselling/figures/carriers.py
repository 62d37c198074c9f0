"""The chance to carry a variant, of any gene and of each, in numbers and sentences, once."""

from dataclasses import dataclass

from counselling.figures.share import Share, rounded_blanks
from counselling.figures.whole import whole
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.risk.countries import in_words
from counselling.risk.model import Assessment, Probability


@dataclass(frozen=True, slots=True)
class GeneShare:
    """One gene's share of the whole. gene: its name; share.label names it too."""

    gene: str
    share: Share


@dataclass(frozen=True, slots=True)
class CarrierChart:
    """any_gene: of at least one; genes: each, the likeliest first. All words said already."""

    title: str
    any_gene: Share
    genes: tuple[GeneShare, ...]
    out_of: int
    note: str
    direction: str = "ltr"

    @property
    def summary(self) -> str:
        """All sentences in a row, for the ear."""
        each = self.genes if len(self.genes) > 1 else ()
        return " ".join((self.any_gene.sentence, *(one.share.sentence for one in each)))


def carrier_chart(
    assessment: Assessment,
    words: Catalogue,
    *,
    whose: str,
    out_of: int = 0,
    is_reader: bool = False,
) -> CarrierChart:
    """Tell an answer's chances to carry.

    whose: the person as named; is_reader: she is addressed, as "You". out_of: as `risk_chart`.
    """
    total = out_of or whole(assessment)
    genes = tuple(assessment.consultand)

    def share(name: str, probability: Probability, sentence_id: str, **among: str) -> Share:
        blanks = rounded_blanks(name, probability, total)
        said = words.say(sentence_id, **{**blanks, **among, "whose": whose})
        return Share.of(blanks, words.say(N_("horizon.label"), **blanks), said)

    ordered = sorted(assessment.consultand.items(), key=lambda one: -one[1].value)
    country = in_words(assessment.question.country, words)
    model = assessment.model
    return CarrierChart(
        words.say(
            N_("compare.carriers_title"),
            who="you" if is_reader else "other",
            whose=whose,
            genes=", ".join(genes),
            total=total,
        ),
        share(whose, assessment.any_gene, N_("compare.carriers"), genes=", ".join(genes)),
        tuple(
            GeneShare(gene, share(gene, p, N_("carriers.gene"), gene=gene)) for gene, p in ordered
        ),
        total,
        words.say(N_("chart.note"), model=model, version=assessment.version, country=country),
        words.direction,
    )
