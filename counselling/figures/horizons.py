"""The risk over each span in numbers and sentences, once: for screen, paper and ear."""

from collections.abc import Iterator
from dataclasses import dataclass

from counselling.figures.share import Share, rounded_blanks
from counselling.figures.whole import whole
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.risk import countries
from counselling.risk.bands import GUIDELINE, PUBLISHED, UPDATED, Banding, banding
from counselling.risk.horizons import ahead
from counselling.risk.model import Assessment, Horizon, Probability, Span


@dataclass(frozen=True, slots=True)
class Row:
    """One span: the person and her population, as if nobody died of anything else (net), and the
    same of both in one sentence when death may come first."""

    title: str
    person: Share
    population: Share
    crude: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of it, as it is read and heard."""
        return (self.person.sentence, self.population.sentence, self.crude)


@dataclass(frozen=True, slots=True)
class HorizonChart:
    """The set of spans out of one and the same number of people, in the reader's language.

    band: the guideline's category where it may reach a patient. note: model and assumptions.
    """

    title: str
    rows: tuple[Row, ...]
    out_of: int
    band: tuple[str, ...]
    note: tuple[str, ...]
    direction: str = "ltr"

    @property
    def summary(self) -> str:
        """All sentences in a row, for the ear."""
        said = (part for row in self.rows for part in (f"{row.title}.", *row.sentences))
        return " ".join((*said, *self.band))


@dataclass(frozen=True, slots=True)
class Teller:
    """Says shares of one set. cancer, country: in the reader's words; out_of: of how many."""

    words: Catalogue
    cancer: str
    country: str
    out_of: int

    def share(
        self,
        whose: str,
        probability: Probability,
        ages: tuple[int, int],
        *,
        is_reference: bool = False,
    ) -> Share:
        """Say one share, rounded once."""
        blanks = rounded_blanks(whose, probability, self.out_of)
        sentence = self.words.say(
            N_("horizon.counts"),
            cancer=self.cancer,
            start=ages[0],
            end=ages[1],
            **blanks,
        )
        label = self.words.say(N_("horizon.label"), **blanks)
        return Share.of(blanks, label, sentence, is_reference=is_reference)

    def crude(self, whose: str, one: Horizon) -> str:
        """Say both risks of a span when death may come first."""
        average = rounded_blanks("", one.population_crude, self.out_of)
        return self.words.say(
            N_("horizon.crude"),
            cancer=self.cancer,
            start=one.from_age_years,
            end=one.to_age_years,
            country=self.country,
            theirs=average["count"],
            others=average["rest"],
            theirs_few=average["few"],
            **rounded_blanks(whose, one.person_crude, self.out_of),
        )

    @property
    def reference(self) -> str:
        """How the population is named."""
        return self.words.say(N_("horizon.reference"), country=self.country)


def horizon_chart(assessment: Assessment, words: Catalogue, *, whose: str) -> HorizonChart | None:
    """Return the spans of an answer that lie ahead; None where no risk was computed.

    whose: how the person is named ("You", "Anna", "III-1").
    """
    told = ahead(assessment)
    if not told:
        return None
    country = countries.in_words(assessment.question.country, words)
    teller = Teller(words, words.say(f"cancer.{assessment.cancer}"), country, whole(assessment))
    return HorizonChart(
        words.say(N_("horizon.title"), cancer=teller.cancer, total=teller.out_of),
        tuple(_row(one, teller, whose) for one in told),
        teller.out_of,
        band_lines(assessment, words, is_for_patient=True),
        (
            words.say(
                N_("chart.note"),
                model=assessment.model,
                version=assessment.version,
                country=country,
            ),
            words.say(N_("horizon.note"), country=country, cancer=teller.cancer),
        ),
        words.direction,
    )


def _row(one: Horizon, teller: Teller, whose: str) -> Row:
    ages = (one.from_age_years, one.to_age_years)
    title = {
        Span.TEN_YEARS: N_("horizon.ten_years"),
        Span.REMAINING: N_("horizon.remaining"),
        Span.FORTIES: N_("horizon.forties"),
    }[one.span]
    return Row(
        teller.words.say(title, start=ages[0], end=ages[1]),
        teller.share(whose, one.person, ages),
        teller.share(teller.reference, one.population, ages, is_reference=True),
        teller.crude(whose, one),
    )


def band_lines(
    assessment: Assessment, words: Catalogue, *, is_for_patient: bool
) -> tuple[str, ...]:
    """Say the guideline's category, its numbers, how sure it is and where the limits stand.

    Nothing where none was computed, nor to a patient where a limit was only recalled.
    """
    judged = banding(assessment)
    if judged is None:
        return ()
    return band_words(judged, assessment, words, is_for_patient=is_for_patient)


def band_words(
    judged: Banding, assessment: Assessment, words: Catalogue, *, is_for_patient: bool
) -> tuple[str, ...]:
    """Say a category; as `band_lines`."""
    if is_for_patient and not judged.is_for_patients:
        return ()
    return tuple(_band_sentences(judged, assessment, words))


def _band_sentences(judged: Banding, assessment: Assessment, words: Catalogue) -> Iterator[str]:
    lifetime, forties = judged.lifetime, judged.forties
    if not judged.is_for_patients:
        yield words.say(N_("horizon.band_recalled"))
    yield words.say(
        N_("horizon.band"),
        guideline=GUIDELINE,
        published=PUBLISHED,
        updated=UPDATED,
        band=words.say(f"band.{judged.band.slug}"),
        cancer=words.say(f"cancer.{assessment.cancer}"),
        country=countries.in_words(assessment.question.country, words),
        start=lifetime.from_age_years,
        end=lifetime.to_age_years,
        lifetime=words.percent(lifetime.person.value, decimals=1),
        average_lifetime=words.percent(lifetime.population.value, decimals=1),
        from_age=forties.from_age_years,
        to_age=forties.to_age_years,
        forties=words.percent(forties.person.value, decimals=1),
        average_forties=words.percent(forties.population.value, decimals=1),
    )
    if judged.gene:
        yield words.say(N_("horizon.band_gene"), gene=judged.gene)
    elif judged.lowest is not judged.highest:
        yield words.say(
            N_("horizon.band_range"),
            lowest=words.say(f"band.{judged.lowest.slug}"),
            highest=words.say(f"band.{judged.highest.slug}"),
        )
    status = words.say(f"citation_status.{judged.citation.status}")
    yield words.say("risk.source", text=judged.citation.text, status=status)
