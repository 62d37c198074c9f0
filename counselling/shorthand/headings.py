"""How a statement begins: bullets, and headings that say whom or which side it is about."""

from collections.abc import Sequence

from counselling.shorthand.context import Context
from counselling.shorthand.opening import starts_person
from counselling.shorthand.sentences import bullet, heading, is_heading_alone, sided_by_heading
from counselling.shorthand.telling import Telling
from counselling.shorthand.tokens import Token


class Headed(Telling):
    """Goes past what a statement begins with."""

    def __init__(self, context: Context, tokens: Sequence[Token]) -> None:
        super().__init__(context, tokens)
        self._at = 0
        self._header = context.header  # the side that all who follow are on

    def _starts(self, at: int) -> bool:
        if at and self._tokens[at - 1].has("no"):
            return False
        return starts_person(self._tokens, at, self._context.names)

    def _read_header(self) -> None:
        """ "Mat side: aunt br ca 50, uncle A&W": the side of all who follow."""
        self._tokens = self._tokens[bullet(self._tokens) :]
        self._side_by_heading()
        tokens = self._tokens
        is_family = len(tokens) > 2 and tokens[0].has("sidenoun") and tokens[1].text == ":"
        if is_family and self._starts(2):
            self._at = 2  # "FH: mum br ca 50"
        self._skip_heading()
        at = heading(tokens)
        if at:  # before its people are looked for
            side = "mother" if tokens[0].has("side-mat", "whole-mat") else "father"
            self._tokens = sided_by_heading(tokens, side, self._context.lexicon)
        at = at or self._unmarked_heading()
        is_headed_line = bool(at) and self._starts(at)
        is_alone = self._context.has_more and is_heading_alone(tokens)
        if is_headed_line or is_alone:
            is_mother = tokens[0].has("side-mat", "whole-mat")
            self._header = "mother" if is_mother else "father"
            self._at = at if is_headed_line else len(tokens)
            self._context.header = self._header if is_alone else ""

    def _unmarked_heading(self) -> int:
        """ "On the father's side two aunts": a side in several words, and people right behind."""
        tokens = self._tokens
        if not tokens or not tokens[0].has("side-mat", "side-pat") or " " not in tokens[0].norm:
            return 0
        return 1 if self._starts(1) else 0

    def _side_by_heading(self) -> None:
        if self._header:
            lexicon = self._context.lexicon
            self._tokens = sided_by_heading(self._tokens, self._header, lexicon)

    def _skip_heading(self) -> None:
        """ "Sibs: bro 45, sis 40": a heading that the first who follows belongs under."""
        tokens = self._tokens[self._at :]
        if len(tokens) < 3 or tokens[1].text != ":" or not self._starts(self._at + 2):
            return
        relations = self._context.lexicon.relations
        heading = next((s for s in tokens[0].senses if s.category == "relation"), None)
        first = next((t.sense("relation") for t in tokens[2:] if t.has("relation")), "")
        if heading is None or not heading.is_plural or not first:
            return
        if relations[heading.id].paths == relations[first].paths:
            self._at += 2
