"""The kinds of letters: one line a kind."""

from typing import Final

from counselling.errors import LetterError
from counselling.letters.kinds import summary
from counselling.letters.template import Template

TEMPLATES: Final[tuple[Template, ...]] = (summary.TEMPLATE,)


def find(kind: str) -> Template:
    """Return a template. Raises LetterError("letter.unknown_kind", known=...)."""
    for template in TEMPLATES:
        if template.kind == kind:
            return template
    raise LetterError("letter.unknown_kind", known=", ".join(t.kind for t in TEMPLATES))
