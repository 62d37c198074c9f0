"""The undo stack of the drawn family, in step with the log in the vault, which outlives it."""

from collections.abc import Mapping
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject

from counselling.figures.writer_words import written_by
from counselling.language.catalogue import Catalogue
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.pedigree.steps import Way
from counselling.pedigree.trail import Step
from ui.kit.standing.undo import EditCommand, EditStack
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import JobLane
from ui.pages.pedigree.kept.ledger import Ledger, Walked
from ui.pages.pedigree.kept.telling import told


class Owner(Protocol):
    """Who shows the family that undo and redo lead to."""

    def show_step(self, wanted: Family, way: Way) -> None:
        """Have a family kept and shown."""
        ...

    def show_failure(self, ledger: Ledger, failure: Failure) -> None:
        """Say that the log could not be read."""
        ...


class Undoing:
    """Fills the stack from the log. What is done while that is read is read with it anew."""

    def __init__(self, owner: Owner, lane: JobLane, words: Catalogue, parent: QObject) -> None:
        self.stack = EditStack(parent)
        self._owner = owner
        self._lane = lane
        self._words = words
        self._changes = 0
        self._is_due = False

    def forget(self) -> None:
        """Hold nothing, until the log is read again."""
        self.stack.clear()
        self._is_due = True

    def push(self, before: Family, after: Family, words: str) -> None:
        """Take a step that was just made."""
        self._changes += 1
        swap = self._go
        self.stack.push(EditCommand(before, after, words=words, swap=swap))

    def read(self, ledger: Ledger, numbers: Mapping[PersonId, str]) -> None:
        """Have the log read, after everything that is on its way to it."""
        work = partial(_walk, ledger, dict(numbers), self._words, is_due=self._is_due)
        done = partial(self._fill, ledger, numbers, self._changes)
        self._lane.keep(work, done=done, failed=partial(self._owner.show_failure, ledger))

    def _fill(
        self,
        ledger: Ledger,
        numbers: Mapping[PersonId, str],
        changes: int,
        found: "tuple[Walked, tuple[str, ...]]",
    ) -> None:
        walked, said = found
        self._is_due |= walked.is_news
        if not self._is_due or not ledger.is_open:
            return
        if changes != self._changes:
            self.read(ledger, numbers)
            return
        steps = (*walked.trail.done, *reversed(walked.trail.undone))
        if len(said) != len(steps):
            return  # asked when the stack was in step; who made it due has asked again
        commands = [self._command(step, words) for step, words in zip(steps, said, strict=True)]
        self.stack.fill(commands, undone=len(walked.trail.undone))
        self._is_due = False

    def _command(self, step: Step, words: str) -> EditCommand:
        return EditCommand(step.before, step.after, words=words, swap=self._go)

    def _go(self, wanted: Family, way: Way) -> None:
        self._changes += 1
        self._owner.show_step(wanted, way)


def _walk(
    ledger: Ledger, numbers: Mapping[PersonId, str], words: Catalogue, *, is_due: bool
) -> "tuple[Walked, tuple[str, ...]]":
    """Read the trail and say its steps; called by the thread that keeps things.

    numbers: of people who left since. is_due: say them although the trail is no news.
    """
    walked = ledger.walk()
    if not (is_due or walked.is_news):
        return walked, ()  # the stack holds them already
    numbers = {**numbers, **ledger.now().drawing.numbers}
    steps = (*walked.trail.done, *reversed(walked.trail.undone))
    return walked, tuple(_told(step, numbers, words) for step in steps)


def _told(step: Step, numbers: Mapping[PersonId, str], words: Catalogue) -> str:
    if step.typed:
        said = words.say("line.taken", text=step.typed)
    else:
        said = told(step.edits, (step.before, step.after), numbers, words)
    if step.writer is None:
        return said
    return words.say("history.by", step=said, author=written_by(step.writer, words))
