"""What to look at before a letter is sent: findings, for a person to judge."""

from counselling.letters.letter import Letter
from counselling.letters.registry import find
from counselling.pedigree.validation import Finding, Severity


def review(letter: Letter, *, pages: int) -> tuple[Finding, ...]:
    """Return the findings about a set letter; `pages` as the finished file has them.

    Letters of more than two pages are read and liked less (Roggenbuck et al. 2015, J Genet Couns
    24:645), yet nothing is cut: the words are the counsellor's.
    """
    template = find(letter.kind)
    if pages <= template.most_pages:
        return ()
    told = (("pages", pages), ("most", template.most_pages))
    return (Finding("finding.letter_too_long", Severity.DOUBTFUL, fields=told),)
