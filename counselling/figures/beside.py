"""Another program's result beside our own answer, in words: never added up, never averaged."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.language.numbers import decimals_needed
from counselling.pedigree.outside_result import OutsideResult, OutsideRisk
from counselling.pedigree.person import PersonId
from counselling.risk.fingerprint import fingerprint
from counselling.risk.model import Assessment, CurveKind
from counselling.risk.outside.told import OutsideReading


@dataclass(frozen=True, slots=True)
class BesideRow:
    """One number of the other program; ours: the same of our model, or that it has none."""

    what: str
    theirs: str
    ours: str


@dataclass(frozen=True, slots=True)
class Beside:
    """One program's result, said. program: its name, by which it is put away.

    origin: when it was made, how and by whom it came in. stale: that the family is another one
    since, "" while it is not.
    """

    program: str
    title: str
    origin: str
    stale: str
    columns: tuple[str, str, str]
    rows: tuple[BesideRow, ...]
    note: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of it, as it is read and heard."""
        _, theirs, ours = self.columns
        told = (f"{row.what}. {theirs}: {row.theirs}. {ours}: {row.ours}." for row in self.rows)
        return (self.origin, *((self.stale,) if self.stale else ()), *told, self.note)


def beside(assessment: Assessment, words: Catalogue) -> tuple[Beside, ...]:
    """Say every result that is kept about the person of an answer, beside that answer."""
    question = assessment.question
    mine = [one for one in question.family.outside if one.person == question.person]
    return tuple(_Told(one, assessment, words).said() for one in mine)


@dataclass(frozen=True, slots=True)
class _Told:
    result: OutsideResult
    assessment: Assessment
    words: Catalogue

    def said(self) -> Beside:
        result, say = self.result, self.words.say
        is_stale = result.family_state != fingerprint(self.assessment.question.family)
        program = result.program or say(N_("beside.unnamed"))
        named = f"{program} {result.version}".strip()
        model = say(f"model.{self.assessment.model}")
        return Beside(
            result.program,
            say(N_("beside.title"), program=named),
            " ".join(self._origin()),
            say(N_("beside.stale")) if is_stale else "",
            (say(N_("beside.what")), program, model),
            tuple(self._rows()),
            say(N_("beside.note"), program=program),
        )

    def _origin(self) -> Iterator[str]:
        result, say = self.result, self.words.say
        made = _day(result.made_on)
        if made is None:
            yield say(N_("beside.no_date"))
        else:
            yield say(N_("beside.made"), date=self.words.date(made))
        entered = _day(result.entered_at)
        if entered is not None:
            yield say(
                N_("beside.entered"),
                way=result.entered.value,
                date=self.words.date(entered),
                has_name="yes" if result.entered_by else "no",
                name=result.entered_by,
            )

    def _rows(self) -> Iterator[BesideRow]:
        nothing = self.words.say(N_("beside.nothing"))
        no_gene = self.words.say(N_("beside.no_gene"))
        for carrier in self.result.carriers:
            ours = self.assessment.consultand.get(carrier.gene)
            reference = self.assessment.reference
            theirs = reference.genes.get(carrier.gene) if reference else None
            yield BesideRow(
                self.words.say(N_("beside.gene"), gene=carrier.gene),
                self._percent(carrier.probability),
                no_gene
                if ours is None
                else self._with_average(ours.value, theirs.value if theirs else None),
            )
        for risk in self.result.risks:
            mine, average = our_risk(self.assessment, risk)
            yield BesideRow(
                _what(risk, self.words),
                self._with_average(risk.probability, risk.population),
                nothing if mine is None else self._with_average(mine, average),
            )

    def _with_average(self, risk: float, average: float | None) -> str:
        if average is None:
            return self._percent(risk)
        blanks = {"risk": self._percent(risk), "average": self._percent(average)}
        return self.words.say(N_("beside.average"), **blanks)

    def _percent(self, probability: float) -> str:
        return self.words.percent(probability, decimals=decimals_needed(probability))


def preview(reading: OutsideReading, words: Catalogue) -> tuple[str, ...]:
    """Say every number of a reading, a line each, before it is kept."""
    carriers = (
        (words.say(N_("beside.gene"), gene=c.gene), c.probability) for c in reading.carriers
    )
    risks = ((_what(risk, words), risk.probability) for risk in reading.risks)
    return tuple(
        words.say(
            N_("beside.told"), what=what, risk=words.percent(share, decimals=decimals_needed(share))
        )
        for what, share in (*carriers, *risks)
    )


def _what(risk: OutsideRisk, words: Catalogue) -> str:
    blanks = {"start": risk.from_age_years, "end": risk.to_age_years}
    return words.say(N_("beside.risk"), cancer=words.say(f"cancer.{risk.cancer}"), **blanks)


def unkept(reading: OutsideReading, person: PersonId, words: Catalogue) -> tuple[str, ...]:
    """Say what of a reading is doubtful: lines that were not understood, another person's id."""
    lines = [words.say(N_("beside.unread"), line=line) for line in reading.unread]
    if reading.named not in ("", person):
        lines.insert(0, words.say(N_("beside.other_id"), named=reading.named, person=person))
    return tuple(lines)


def our_risk(assessment: Assessment, risk: OutsideRisk) -> tuple[float | None, float | None]:
    """Our model's risk and average of the same cancer between the same birthdays, None where none.

    Both as if nobody died of anything else.
    """
    if risk.cancer != assessment.cancer:
        return None, None
    ages = (risk.from_age_years, risk.to_age_years)
    for one in assessment.horizons:
        if (one.from_age_years, one.to_age_years) == ages:
            return one.person.value, one.population.value
    curves = [assessment.curve(kind) for kind in (CurveKind.PERSON, CurveKind.POPULATION)]
    told = [
        curve.at(ages[1])
        if curve is not None and curve.ages_years[0] == ages[0] and ages[1] in curve.ages_years
        else None
        for curve in curves
    ]
    return told[0], told[1]


def _day(text: str) -> datetime.date | None:
    """The day of an ISO date or moment, None where there is none."""
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None
