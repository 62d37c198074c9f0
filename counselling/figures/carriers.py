"""The chance to carry a variant, of any gene and of each, in numbers and sentences, once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from counselling.figures.share import Share, rounded_blanks
from counselling.figures.whole import whole
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.risk.countries import in_words
from counselling.risk.model import Assessment, Probability


@dataclass(frozen=True, slots=True)
class GeneShare:
    """One gene's share of the whole. gene: its name; share.label names it and the population's."""

    gene: str
    share: Share


@dataclass(frozen=True, slots=True)
class CarrierChart:
    """any_gene: of at least one; genes: each, the likeliest first. All words said already.

    reference: the population's share of carriers in at least one gene, None where a model knows
    none. mark: what the line across a bar means.
    """

    title: str
    any_gene: Share
    genes: tuple[GeneShare, ...]
    out_of: int
    note: str
    direction: str = "ltr"
    reference: Share | None = None
    mark: str = ""

    @property
    def summary(self) -> str:
        """All sentences in a row, for the ear."""
        each = self.genes if len(self.genes) > 1 else ()
        both = (self.any_gene, *((self.reference,) if self.reference else ()))
        return " ".join((*(s.sentence for s in both), *(one.share.sentence for one in each)))


def carrier_chart(
    assessment: Assessment,
    words: Catalogue,
    *,
    whose: str,
    out_of: int = 0,
    is_reader: bool = False,
) -> CarrierChart:
    """Tell an answer's chances to carry, and how many of her population do.

    whose: the person as named; is_reader: she is addressed, as "You". out_of: as `risk_chart`.
    """
    total = out_of or whole(assessment)
    blanks = gene_blanks(assessment)
    any_gene = carrier_share(whose, assessment.any_gene, assessment, words, out_of=total)
    reference = population_share(assessment, words, out_of=total)
    country = in_words(assessment.question.country, words)
    model = assessment.model
    ordered = sorted(assessment.consultand.items(), key=lambda one: -one[1].value)
    return CarrierChart(
        words.say(
            N_("compare.carriers_title"),
            who="you" if is_reader else "other",
            whose=whose,
            total=total,
            **blanks,
        ),
        replace(any_gene, population=reference.count) if reference else any_gene,
        tuple(GeneShare(gene, _of_gene(gene, p, assessment, words, total)) for gene, p in ordered),
        total,
        words.say(N_("chart.note"), model=model, version=assessment.version, country=country),
        words.direction,
        reference,
        words.say(N_("carriers.mark"), population=_population(assessment)) if reference else "",
    )


def carrier_share(
    whose: str,
    probability: Probability,
    assessment: Assessment,
    words: Catalogue,
    *,
    out_of: int,
    is_reference: bool = False,
) -> Share:
    """Say so many of the whole who carry in one of an answer's genes."""
    blanks = rounded_blanks(whose, probability, out_of)
    said = words.say(N_("compare.carriers"), **gene_blanks(assessment), **blanks)
    label = words.say(N_("horizon.label"), **blanks)
    return Share.of(blanks, label, said, is_reference=is_reference)


def population_share(assessment: Assessment, words: Catalogue, *, out_of: int) -> Share | None:
    """Say how many of her population carry in one of an answer's genes."""
    if assessment.reference is None:
        return None
    whose = population_name(assessment, words)
    found = assessment.reference.any_gene
    return carrier_share(whose, found, assessment, words, out_of=out_of, is_reference=True)


def population_name(assessment: Assessment, words: Catalogue) -> str:
    """Name the people with whom a chance to carry is compared."""
    return words.say(N_("carriers.population"), population=_population(assessment))


def gene_blanks(assessment: Assessment) -> Mapping[str, str]:
    """Return what a sentence about an answer's genes asks for; of one it speaks otherwise."""
    genes = tuple(assessment.consultand)
    return {"genes": ", ".join(genes), "several": "one" if len(genes) == 1 else "other"}


def _of_gene(
    gene: str, probability: Probability, assessment: Assessment, words: Catalogue, total: int
) -> Share:
    """One gene's share, with the population's in its words and as a mark."""
    blanks = {**rounded_blanks(gene, probability, total), "gene": gene}
    if assessment.reference is None:
        said = words.say(N_("carriers.gene"), **blanks)
        return Share.of(blanks, words.say(N_("horizon.label"), **blanks), said)
    theirs = rounded_blanks("", assessment.reference.genes[gene], total)
    blanks |= {
        "population": _population(assessment),
        "theirs": theirs["count"],
        "theirs_few": theirs["few"],
    }
    label = words.say(N_("carriers.gene_label"), **blanks)
    share = Share.of(blanks, label, words.say(N_("carriers.gene_beside"), **blanks))
    return replace(share, population=int(theirs["count"]))


def _population(assessment: Assessment) -> str:
    return (assessment.reference.population if assessment.reference else "") or "general"
