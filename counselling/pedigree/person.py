"""One person of a family: who, whose child, how old, what she had, what was tested."""

from dataclasses import dataclass
from typing import TypeAlias

from counselling.pedigree.terms import (
    Adoption,
    Childlessness,
    Contact,
    Gender,
    Laterality,
    MarkerStatus,
    ParentKind,
    PregnancyOutcome,
    Sex,
    SexAssigned,
    Source,
    TestMethod,
    TestResult,
)

PersonId: TypeAlias = str


@dataclass(frozen=True, slots=True)
class Age:
    """An age in years, exact or a range as it was told ("in her forties"); never a midpoint."""

    low_years: float
    high_years: float

    @classmethod
    def at(cls, years: float) -> "Age":
        """Return an exact age."""
        return cls(years, years)

    @property
    def is_exact(self) -> bool:
        """Whether one number was told."""
        return self.low_years == self.high_years


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which only the year may be known. Gregorian."""

    year: int
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class ParentLink:
    """This person's parent, and how."""

    parent: PersonId
    kind: ParentKind


@dataclass(frozen=True, slots=True)
class Marker:
    """One result of tumour pathology; name as in the field: ER, PR, HER2, CK14, CK56."""

    name: str
    status: MarkerStatus


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A condition, told or documented. A second primary is a second diagnosis.

    condition: a code of terms.KNOWN_CONDITIONS or free text; age None: affected at unknown age.
    pathology: histology, grade or stage as the report says it. source None: not asked yet.
    """

    condition: str
    age: Age | None = None
    laterality: Laterality | None = None
    markers: tuple[Marker, ...] = ()
    pathology: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class GeneTest:
    """One gene, tested once; variant in HGVS where the report gives it."""

    gene: str
    result: TestResult
    method: TestMethod = TestMethod.UNKNOWN
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Procedure:
    """An operation that lowers or removes an organ's risk, e.g. "salpingo_oophorectomy"."""

    kind: str
    age: Age | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """An examination with its result, e.g. "MRI" or "echocardiogram"; None: not known yet."""

    name: str
    result: TestResult | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Everything known of one person; what is not known is absent, never guessed.

    id: unique in the family. name, pronouns: as the person wishes, may be empty. gender None: as
    the sex. age: last age known alive, or age at death. carries: conditions of which this person
    is a known carrier without being affected; presymptomatic: of which she has the variant and no
    signs yet. suspected: what she may have or have had, never counted as a diagnosis; excluded:
    what was asked about and she has not had. risk_factors: (key, value) as a file gave them, e.g.
    CanRisk's header lines; kept so that nothing is lost on the way through. assigned: sex told at
    birth, where it matters.
    count: people that the symbol stands for, 0 for several of unknown number. has_unknown_parents:
    nobody knows who they were. is_placeholder: stands where somebody must be; no person to export.
    is_documented: seen by us or in records. gestation_weeks, due, last_period: of a pregnancy.
    """

    id: PersonId
    name: str = ""
    sex: Sex = Sex.UNKNOWN
    gender: Gender | None = None
    parents: tuple[ParentLink, ...] = ()
    birth: PartialDate | None = None
    age: Age | None = None
    is_deceased: bool = False
    cause_of_death: str = ""
    diagnoses: tuple[Diagnosis, ...] = ()
    carries: tuple[str, ...] = ()
    tests: tuple[GeneTest, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    pregnancy: PregnancyOutcome | None = None
    ancestry: tuple[str, ...] = ()
    risk_factors: tuple[tuple[str, str], ...] = ()
    note: str = ""
    assigned: SexAssigned | None = None
    pronouns: str = ""
    karyotype: str = ""
    presymptomatic: tuple[str, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    death: PartialDate | None = None
    gestation_weeks: int | None = None
    due: PartialDate | None = None
    last_period: PartialDate | None = None
    count: int = 1
    adoption: Adoption | None = None
    childlessness: Childlessness | None = None
    childlessness_cause: str = ""
    contact: Contact | None = None
    is_documented: bool = False
    is_status_unknown: bool = False
    is_placeholder: bool = False
    has_unknown_parents: bool = False
    suspected: tuple[Diagnosis, ...] = ()
    excluded: tuple[str, ...] = ()

    @property
    def shown_gender(self) -> Gender:
        """Gender for the symbol: the stated one, else by sex."""
        if self.gender is not None:
            return self.gender
        return {Sex.FEMALE: Gender.WOMAN, Sex.MALE: Gender.MAN}.get(self.sex, Gender.UNKNOWN)

    @property
    def told_assigned(self) -> SexAssigned | None:
        """Sex assigned at birth where it does not go without saying: told, or unlike the gender."""
        usual = {Gender.WOMAN: SexAssigned.FEMALE, Gender.MAN: SexAssigned.MALE}
        if self.assigned is not None:
            return None if usual.get(self.shown_gender) is self.assigned else self.assigned
        by_sex = {Sex.FEMALE: SexAssigned.FEMALE, Sex.MALE: SexAssigned.MALE}.get(self.sex)
        is_stated = self.gender is not None and self.gender is not Gender.UNKNOWN
        return by_sex if is_stated and usual.get(self.shown_gender) is not by_sex else None

    @property
    def is_adopted(self) -> bool:
        """Whether brackets belong round the symbol."""
        return self.adoption is not None or any(
            link.kind is ParentKind.ADOPTIVE for link in self.parents
        )

    @property
    def genetic_parents(self) -> tuple[PersonId, ...]:
        """Parents who passed genes on: the egg's first, then the sperm's; none, one or two."""
        genetic = [link for link in self.parents if link.kind.is_genetic]
        genetic.sort(key=lambda link: not link.kind.gives_egg)
        return tuple(link.parent for link in genetic)

    def parent_of_kind(self, *kinds: ParentKind) -> PersonId | None:
        """Return the first parent of one of these kinds, None if there is none."""
        for link in self.parents:
            if link.kind in kinds:
                return link.parent
        return None

    @property
    def mother(self) -> PersonId | None:
        """The parent who gave the egg, donors included."""
        return self.parent_of_kind(ParentKind.MOTHER, ParentKind.OVUM_DONOR)

    @property
    def father(self) -> PersonId | None:
        """The parent who gave the sperm, donors included."""
        return self.parent_of_kind(ParentKind.FATHER, ParentKind.SPERM_DONOR)

    def first_diagnosis(self, condition: str) -> Diagnosis | None:
        """Return the earliest diagnosis of a condition (unknown ages count as last)."""
        mine = [d for d in self.diagnoses if d.condition == condition]
        return min(mine, key=lambda d: d.age.low_years if d.age else float("inf"), default=None)
