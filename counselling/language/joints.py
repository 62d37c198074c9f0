"""The word before the last of a list, where it changes by what follows: "Ana e Inés"."""

import re
from dataclasses import dataclass

from counselling.language.finding import plain


@dataclass(frozen=True)
class Joint:
    """A word that joins, and what it becomes.

    before: a regular expression for how the next word begins, without marks, in small letters.
    """

    word: str = ""
    becomes: str = ""
    before: str = ""

    def fitted(self, text: str, last: str) -> str:
        """Put the word right in a list. text: the list, which ends with `last`."""
        end = f" {self.word} {last}"
        if self.word and text.endswith(end) and re.match(self.before, plain(last)):
            return f"{text.removesuffix(end)} {self.becomes} {last}"
        return text
