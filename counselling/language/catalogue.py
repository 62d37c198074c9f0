"""One language as a value: its messages, its numbers and dates, its direction."""

import datetime
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import babel
from babel.dates import format_date
from babel.lists import format_list
from babel.messages import pofile
from babel.numbers import format_decimal, format_percent

from counselling.errors import LanguageError
from counselling.language import messages
from counselling.language.numbers import rounded
from counselling.language.order import CollationKey
from counselling.language.registry import Direction
from counselling.language.traits import PLAIN, Traits

FSI: Final = "\u2068"  # Unicode bidi: first strong isolate
PDI: Final = "\u2069"  # Unicode bidi: pop directional isolate


_OFTEN: Final = 200  # whole numbers below it are ages, counts and weeks


@dataclass(frozen=True)
class Catalogue:
    """The words of one language.

    code: BCP 47 code; direction: writing direction of its script; raw: message id -> text;
    traits: what its folder says beside the words.
    Messages are parsed when first said (a start of the program says few of them). Small whole
    numbers are kept: a drawing writes thousands of ages.
    """

    code: str
    direction: Direction
    raw: Mapping[str, str]
    traits: Traits = PLAIN
    _parsed: dict[str, messages.Message] = field(default_factory=dict, repr=False, compare=False)
    _small: dict[int, str] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def locale(self) -> babel.Locale:
        """CLDR's rules for this language, as they are in Europe."""
        return babel.Locale.parse(self.traits.cldr or self.code, sep="-")

    @cached_property
    def plural_forms(self) -> frozenset[str]:
        """The categories that a plural needs in this language (CLDR)."""
        return frozenset({*self.locale.plural_form.tags, "other"})

    def say(self, message_id: str, /, **fields: object) -> str:
        """Return the message as one string.

        Text fields are isolated where directions mix, so that no name reorders the line.
        Raises LanguageError when the message, a plural form of it or a field is missing.
        """
        return "".join(self._written(part) for part in self._fill(message_id, fields))

    def parts(self, message_id: str, /, **fields: object) -> tuple[object, ...]:
        """Return the message with its field values left as values (see messages.fill)."""
        filled = self._fill(message_id, fields)
        return tuple(p.text if isinstance(p, _Given) else p for p in filled)

    def has(self, message_id: str) -> bool:
        """Tell whether this language has the message."""
        return message_id in self.raw

    def number(self, value: float, *, decimals: int | None = None) -> str:
        """Write a number as the language does; `decimals` fixes the digits after the point."""
        if decimals is None and type(value) is int and 0 <= value < _OFTEN:
            if value not in self._small:
                self._small[value] = str(format_decimal(value, locale=self.locale))
            return self._small[value]
        if decimals is None:
            return str(format_decimal(value, locale=self.locale))
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return str(format_decimal(rounded(value, decimals), format=pattern, locale=self.locale))

    def percent(self, probability: float, *, decimals: int = 0) -> str:
        """Write a probability (0..1) as percent, rounded first: Babel alone cuts 12.5 % to 12 %."""
        share = rounded(probability, decimals + 2)
        return str(format_percent(share, locale=self.locale, decimal_quantization=False))

    def listed(self, names: Sequence[str]) -> str:
        """Name several with the language's "and" (CLDR); each keeps its direction."""
        if self.direction == "rtl":
            names = [f"{FSI}{name}{PDI}" for name in names]
        told = str(format_list(names, locale=self.locale))
        return self.traits.joint.fitted(told, names[-1]) if names else told

    def date(self, day: datetime.date) -> str:
        """Write a date in full words (Gregorian calendar)."""
        return str(format_date(day, format="long", locale=self.locale))

    def territory(self, iso: str, *, otherwise: str) -> str:
        """Name a country by its ISO 3166-1 code; `otherwise` where CLDR has no name."""
        return str(self.locale.territories.get(iso, otherwise))

    def collation_key(self, text: str) -> CollationKey:
        """What a list that people read is sorted by: the language's alphabet, not Unicode's."""
        return self.traits.order.key(self.small(text))

    def small(self, text: str) -> str:
        """Write in small letters of the language, for comparing with what somebody types."""
        return self.traits.capitals.small(text)

    def capitals(self, text: str) -> str:
        """Write in capitals of the language."""
        return self.traits.capitals.throughout(text)

    def begun(self, text: str) -> str:
        """Write as it begins a line: with a capital of the language."""
        return self.traits.capitals.begun(text)

    def _fill(self, message_id: str, fields: Mapping[str, object]) -> tuple[object, ...]:
        given = {k: _Given(v) if isinstance(v, str) else v for k, v in fields.items()}
        return messages.fill(
            self._message(message_id),
            given,
            plural_form=self.locale.plural_form,
            number=self.number,
        )

    def _message(self, message_id: str) -> messages.Message:
        try:
            return self._parsed[message_id]
        except KeyError:
            pass
        try:
            text = self.raw[message_id]
        except KeyError:
            raise LanguageError("language.missing", message=message_id) from None
        parsed = messages.parse(text)
        if not messages.has_forms(parsed, self.plural_forms):
            raise LanguageError("language.missing", message=message_id)  # a form of it, rather
        self._parsed[message_id] = parsed
        return parsed

    def _written(self, part: object) -> str:
        if isinstance(part, _Given):
            return f"{FSI}{part.text}{PDI}" if self.direction == "rtl" else part.text
        if isinstance(part, bool) or not isinstance(part, int | float):
            return str(part)
        return self.number(part)


@dataclass(frozen=True, slots=True)
class _Given:
    """A text that came in through a field (a name, a gene): isolated where directions mix."""

    text: str

    def __str__(self) -> str:
        return self.text


def read(
    code: str, direction: Direction, po_files: Mapping[str, str], *, traits: Traits = PLAIN
) -> Catalogue:
    """Read a language from the texts of its PO files, keyed by domain.

    Untranslated and fuzzy entries are left out: a missing message is found, a doubtful one is
    never said.
    Raises LanguageError("language.file", domain=...) when a file is not a PO file.
    """
    raw: dict[str, str] = {}
    for domain, text in po_files.items():
        try:
            entries = pofile.read_po(io.StringIO(text), locale=None, abort_invalid=True)
        except (pofile.PoFileError, ValueError):
            raise LanguageError("language.file", domain=domain) from None
        for entry in entries:
            if entry.id and entry.string and not entry.fuzzy:
                raw[str(entry.id)] = str(entry.string)
    return Catalogue(code, direction, raw, traits)
