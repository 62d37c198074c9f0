"""What a kind of letter is: its sections in order, its version, how long it may be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of letter.

    version: year and count; it changes with every change of what the letter says. sections: ids in
    the order in which they stand; a letter may leave one out by rule, never turn two about.
    most_pages: what a reader can be asked to read; a longer letter is a finding, not an error.
    """

    kind: str
    version: str
    sections: tuple[str, ...]
    most_pages: int
