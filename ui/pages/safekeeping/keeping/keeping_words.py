"""How long records are kept, and which are due, in words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from ui.kit.controls.entries import in_order
from ui.kit.controls.table import Column

if TYPE_CHECKING:
    from counselling.records.privacy.retention import Due, Rule
    from counselling.work.vault.keep_records import Keeping

_WHY: Final[Mapping[str, str]] = {
    "age": N_("keeping.why_age"),
    "storage": N_("keeping.why_storage"),
}
_STATUS: Final[Mapping[str, str]] = {
    "recalled": N_("keeping.rule_recalled"),
    "checked": N_("keeping.rule_checked"),
    "own": N_("keeping.rule_own"),
}


class KeepingWords:
    """How the panel says things."""

    def __init__(self, words: Catalogue) -> None:
        self._words = words

    def columns(self) -> "tuple[Column[Due], ...]":
        """Return the columns of the list."""
        say = self._words.say
        return (
            Column(say("families.column_name"), self.name, is_bold=True),
            Column(say("keeping.why"), self.why, is_wide=True),
            Column(say("keeping.changed"), self._changed),
            Column(say("keeping.until"), self._until),
        )

    def countries(self, told: "Keeping") -> tuple[tuple[str, str], ...]:
        """Return the countries of which there is a rule, none first."""
        named = ((iso, self._words.territory(iso, otherwise=iso)) for iso in told.countries)
        return (("", self._words.say("keeping.no_country")), *in_order(named, self._words))

    def rule(self, rule: "Rule | None") -> str:
        """The rule that counts, with its basis and who has looked at it."""
        say = self._words.say
        if rule is None:
            return say("keeping.no_rule")
        said = say("keeping.rule", years=rule.years)
        basis = rule.source or say("keeping.no_basis")
        status = say(_STATUS[rule.status], checked=rule.checked)
        return f"{said}\n{basis}\n{status}"

    def name(self, one: "Due") -> str:
        """The family's name."""
        return one.name or self._words.say("families.unnamed")

    def why(self, one: "Due") -> str:
        """Why it is due."""
        years = self._words.number(one.years, decimals=1)
        return self._words.listed(
            [self._words.say(_WHY[reason], years=years) for reason in one.reasons]
        )

    def kept(self, one: "Due") -> str:
        """That somebody has decided to keep it; "" where nobody has."""
        if one.kept is None:
            return ""
        kept = one.kept
        return self._words.say(
            "keeping.kept_because",
            day=self._words.date(kept.until),
            name=kept.by,
            when=self._words.date(kept.at.astimezone().date()),
            reason=kept.reason,
        )

    def _changed(self, one: "Due") -> str:
        return self._words.date(one.changed.astimezone().date())

    def _until(self, one: "Due") -> str:
        return self._words.date(one.kept.until) if one.kept is not None else ""
