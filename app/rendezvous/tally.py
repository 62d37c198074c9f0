"""Counts of what a process did, for whoever watches the server: numbers, and of nobody."""

from dataclasses import dataclass


@dataclass(slots=True)
class Tally:
    """Since the start of this process."""

    let_in: int = 0
    refused: int = 0

    def count_visitor(self, *, is_let_in: bool) -> None:
        """Count somebody who knocked or came to leave something."""
        if is_let_in:
            self.let_in += 1
        else:
            self.refused += 1
