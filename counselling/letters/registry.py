"""The kinds of letters: one line a kind."""

from typing import Final

from counselling.errors import LetterError
from counselling.letters.kinds import (
    data_sharing,
    invitation,
    pretest_consent,
    referrer,
    relative,
    sample_kit,
    session_consent,
    summary,
    tumour_board,
)
from counselling.letters.material import Kind
from counselling.letters.template import Template

KINDS: Final[tuple[Kind, ...]] = (
    pretest_consent.KIND,
    session_consent.KIND,
    summary.KIND,
    referrer.KIND,
    relative.KIND,
    invitation.KIND,
    data_sharing.KIND,
    tumour_board.KIND,
    sample_kit.KIND,
)
TEMPLATES: Final[tuple[Template, ...]] = tuple(kind.template for kind in KINDS)


def find_kind(kind: str) -> Kind:
    """Return a kind of letter. Raises LetterError("letter.unknown_kind", known=...)."""
    for known in KINDS:
        if known.template.kind == kind:
            return known
    known_ones = ", ".join(template.kind for template in TEMPLATES)
    raise LetterError("letter.unknown_kind", kind=kind, known=known_ones)


def find(kind: str) -> Template:
    """Return a template. Raises LetterError("letter.unknown_kind", known=...)."""
    return find_kind(kind).template
