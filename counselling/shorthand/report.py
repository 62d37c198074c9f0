"""What a clause says of a tumour's report: receptors, repair, histology, grade and stage."""

import re
from typing import Final

from counselling.shorthand.fact import Fact, FactKind
from counselling.shorthand.illness import IllnessScan
from counselling.shorthand.tokens import Token

_GRADE: Final = re.compile(r"(?:[0-9][abc]?|10|I{1,3}V?[ABC]?|IV[ABC]?|i{1,3}v?[abc]?|iv[abc]?)\d?")
_REPORTED: Final = ("dMMR", "MSI", "MSI-H", "MSI-L")  # of the tumour's repair, no receptor
_BREAST: Final = ("breast", "breast-tn", "dcis")


class ReportScan(IllnessScan):
    """Reads words of a report, and asks where several tumours could be meant."""

    def _marker(self, token: Token) -> None:
        last = self._last
        is_receptor = token.sense("marker") not in _REPORTED
        is_breast = last is not None and last.what in _BREAST
        if self._is_of_several() or (is_receptor and last and not is_breast):
            self._ask("marker", token)
        elif last and last.kind is FactKind.CONDITION:
            if not is_receptor:
                last.pathology.append(token.sense("marker"))
            else:
                last.traits.append(token.sense("marker"))
            last.end = token.end
        else:
            self._ask("marker", token)

    def _pathology(self, token: Token) -> None:
        """Words of a report: of the tumour before, or of the one that follows."""
        last = self._last
        is_behind = last is not None and last.kind is FactKind.CONDITION
        if self._comes("condition") and is_behind and not self._is_after_comma:
            self._ask("marker", token)  # between two tumours: of which?
        elif self._comes("condition") or self._leads_to_side_of(last):
            self._wait("pathology", token)
        elif last and last.kind is FactKind.CONDITION and not self._is_of_several():
            last.pathology.append(token.sense("pathology"))
            last.end = token.end
        else:
            self._ask("marker", token)

    def _leads_to_side_of(self, last: Fact | None) -> bool:
        """ "IDC L breast 38": the organ comes behind its side."""
        following = self._ahead_of("left", "right", "bilateral")
        is_sided = self._comes("left", "right", "bilateral") and following is not None
        is_free = last is None or last.kind is not FactKind.CONDITION or self._is_after_comma
        return bool(is_sided and is_free and following and following.has("condition", "ambiguous"))

    def _graded(self, token: Token) -> None:
        """Grade 3, stage II."""
        following = self._next
        is_grade = following is not None and _GRADE.fullmatch(following.text) is not None
        last = self._last
        is_ill = last is not None and last.kind is FactKind.CONDITION
        is_ill = is_ill and not self._is_of_several()
        if following is None or not is_grade or not last or not is_ill:
            self._ask("marker", token)
            return
        self._at += 1
        last.pathology.append(f"{token.norm} {following.text.upper()}")
        last.end = following.end

    def _is_of_several(self) -> bool:
        """Behind a comma, a word of a report may be of any of the tumours before."""
        ill = [fact for fact in self.facts if fact.kind is FactKind.CONDITION]
        return self._is_after_comma and len({fact.what for fact in ill}) > 1
