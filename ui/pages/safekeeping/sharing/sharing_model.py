"""What can be done in the panel of sharing: give, take in, merge, exchange.

Passphrases and codes pass through on their way to the other vault and are kept nowhere.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject

from counselling.language.marks import N_
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.lane import Progress
from ui.kit.threads.view_model import ViewModel
from ui.pages.safekeeping.sharing.sharing_state import SharingState, Step, Told
from ui.pages.safekeeping.sharing.sharing_work import SharingWork
from ui.summaries import FamilySummary

if TYPE_CHECKING:
    from counselling.records.exchange.merging import Merged
    from counselling.work.sharing.relay_rounds import Round
    from counselling.work.sharing.share_families import FoundFamily
    from counselling.work.sharing.sharing import Keys, RelayState

GIVEN_FILE: Final = N_("sharing.given_file")
GIVEN_OVER: Final = N_("sharing.given_over")
TAKEN: Final = N_("sharing.taken")
MERGED: Final = N_("sharing.merged")
MERGED_NOTHING: Final = N_("sharing.merged_nothing")
STOPPED: Final = N_("sharing.stopped")
EXCHANGED: Final = N_("sharing.exchanged")
NOTHING_SHARED: Final = N_("sharing.nothing_shared")

T = TypeVar("T")
Long = Callable[[Progress], T]


class SharingModel(ViewModel[SharingState]):
    """Verbs of the panel."""

    def __init__(self, work: SharingWork, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(SharingState(), parent)
        self._work = work
        self._doing, self._listing, self._relaying = (jobs.lane(self) for _ in range(3))
        self._keying = jobs.lane(self)
        self._is_seen = False

    def load(self) -> None:
        """Read what there is."""
        self._is_seen = True
        self._keying.ask(self._work.keys, done=self._keyed, failed=self._failed)
        self._read()

    def forget(self) -> None:
        """Show no names that nobody looks at; what is under way goes on, and is told."""
        self._is_seen = False
        for lane in (self._listing, self._relaying, self._keying):
            lane.cancel()
        state = self.state
        if state.is_at_work:
            self._become(replace(state, families=None, relay=None, family=None, refused=()))
        else:
            self._become(SharingState())

    def leave(self) -> None:
        """Do none of it after all."""
        if not self.state.is_at_work:
            self._rest()

    # --- giving

    def start_giving(self) -> None:
        """Ask which family."""
        self._go(Step.FAMILY)

    def find(self, words: str) -> None:
        """Show only the families that these words are about."""
        self._become(replace(self.state, wanted=words))

    def choose(self, family: FamilySummary) -> None:
        """Give this one; ask to whom."""
        self._become(replace(self.state, step=Step.KEY, family=family, typed="", read=None))

    def type_key(self, typed: str) -> None:
        """Read the key of whom it is given to."""
        if typed != self.state.typed:
            read = self._work.read_key(typed)
            self._become(replace(self.state, typed=typed, read=read, failure=None))

    def write_file(self, path: Path) -> None:
        """Give the chosen family in a file."""
        family, key = self.state.family, self.state.recipient
        if family is not None and key:
            fields = (("file", path.name),)
            told = Told(GIVEN_FILE, (N_("sharing.given_file_rest"),), fields)
            work = partial(self._work.write_file, family.id, path, to=key)
            self._keep(work, partial(self._told, told))

    def give_over(self) -> None:
        """Give the chosen family over the shared folder."""
        family, key = self.state.family, self.state.recipient
        if family is not None and key:
            self._keep(partial(self._work.give, family.id, to=key), self._given)

    # --- taking in

    def look_into(self, path: Path) -> None:
        """Look what is in a file before it comes in."""
        if not self.state.is_at_work:
            self._become(replace(self.state, is_busy=True, done=None, refused=(), failure=None))
            work = partial(self._work.look_into, path)
            self._doing.ask(work, done=partial(self._found, path), failed=self._failed)

    def take(self) -> None:
        """Take in what was looked at."""
        if self.state.file is not None:
            self._keep(partial(self._work.take_file, self.state.file), self._taken)

    # --- another vault

    def choose_vault(self, folder: Path) -> None:
        """Take this vault in; ask what opens it."""
        self._go(Step.VAULT)
        self._become(replace(self.state, folder=folder))

    def merge(self, passphrase: str, code: str) -> None:
        """Take it in."""
        if self.state.folder is not None:
            work = partial(_merged, self._work, self.state.folder, passphrase, code)
            self._follow(work, self._came_in)

    # --- the shared folder

    def choose_relay(self, folder: Path) -> None:
        """Exchange over this folder from now on."""
        if not self.state.is_at_work:
            self._become(replace(self.state, failure=None, done=None, refused=()))
            work = partial(self._work.choose_relay, folder)
            self._relaying.ask(work, done=self._relayed, failed=self._failed)

    def exchange(self) -> None:
        """Bring vault and shared folder to the same."""
        self._follow(partial(_exchanged, self._work), self._went)

    def give_up(self) -> None:
        """Stop what takes long, between two families: what came in is whole."""
        if self.state.share is not None:
            self._doing.cancel()
            self._told(Told(STOPPED, (N_("sharing.stopped_rest"),), is_good=False))

    # --- what comes back

    def _read(self) -> None:
        if not self._is_seen:
            return
        self._listing.ask(self._work.families, done=self._listed, failed=self._failed)
        self._relaying.ask(self._work.relay, done=self._relayed, failed=self._failed)

    def _go(self, step: Step) -> None:
        if not self.state.is_at_work:
            self._rest()
            self._become(replace(self.state, step=step, done=None, refused=(), failure=None))

    def _rest(self) -> None:
        kept = replace(self.state, step=Step.REST, wanted="", family=None, typed="", read=None)
        self._become(replace(kept, found=None, file=None, folder=None, failure=None))

    def _keep(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        if not self.state.is_at_work:
            self._become(replace(self.state, is_busy=True, done=None, refused=(), failure=None))
            self._doing.keep(work, done=done, failed=self._failed)

    def _follow(self, work: Long[T], done: Callable[[T], None]) -> None:
        if not self.state.is_at_work:
            self._become(replace(self.state, share=0.0, done=None, refused=(), failure=None))
            self._doing.follow(work, done=done, failed=self._failed, told=self._hear)

    def _told(self, told: Told, answer: object = None) -> None:
        self._become(replace(self.state, is_busy=False, share=None))
        self._rest()
        self._become(replace(self.state, done=told))
        self._read()

    def _keyed(self, keys: "Keys") -> None:
        self._become(replace(self.state, keys=keys))

    def _listed(self, families: tuple[FamilySummary, ...]) -> None:
        self._become(replace(self.state, families=families))

    def _relayed(self, relay: "RelayState") -> None:
        self._become(replace(self.state, relay=relay))

    def _found(self, path: Path, found: "FoundFamily") -> None:
        self._rest()
        told = replace(self.state, step=Step.FILE, found=found, file=path)
        self._become(replace(told, is_busy=False))

    def _taken(self, family: FamilySummary) -> None:
        fields = (("name", family.name), ("count", family.differences))
        rest = (N_("sharing.settle_rest"),) if family.differences else ()
        self._told(Told(TAKEN, rest, fields, is_good=not family.differences))

    def _came_in(self, merged: "Merged") -> None:
        fields = tuple((name, getattr(merged, name)) for name in _COUNTS)
        has_come = any(getattr(merged, name) for name in _COUNTS[:4])
        left = tuple(said for name, said in _LEFT if getattr(merged, name))
        what = MERGED if has_come else MERGED_NOTHING
        self._told(Told(what, left, fields, is_good=not left))

    def _given(self, done: "Round") -> None:
        if done.refused:
            self._went(done)
        else:
            self._told(Told(GIVEN_OVER, (N_("sharing.given_over_rest"),)))

    def _went(self, done: "Round") -> None:
        fields = tuple((name, getattr(done, name)) for name in _ROUND)
        is_empty = not done.families and not done.given and not done.refused
        what = NOTHING_SHARED if is_empty else EXCHANGED
        rest = tuple(said for name, said in _SAID if getattr(done, name))
        self._told(Told(what, rest, fields, is_good=not done.refused and not done.kept_out))
        self._become(replace(self.state, refused=done.refused))

    def _hear(self, share: float) -> None:
        if self.state.share is not None:
            self._become(replace(self.state, share=share))

    def _failed(self, failure: Failure) -> None:
        self._become(replace(self.state, is_busy=False, share=None, failure=failure))


_COUNTS: Final = (
    "families", "entries", "sessions", "documents", "doubled", "sealed", "kept_out",
)  # fmt: skip
_LEFT: Final = (
    ("doubled", N_("sharing.merged_doubled")),
    ("sealed", N_("sharing.merged_sealed")),
    ("kept_out", N_("sharing.merged_kept_out")),
)
_ROUND: Final = ("families", "given", "received", "sent", "late", "kept_out")
_SAID: Final = (
    ("given", N_("sharing.exchanged_given")),
    ("late", N_("sharing.exchanged_late")),
    ("kept_out", N_("sharing.exchanged_kept_out")),
)


def _merged(
    work: SharingWork, folder: Path, passphrase: str, code: str, progress: Progress
) -> "Merged":
    return work.merge(folder, passphrase=passphrase, code=code, watch=progress.report)


def _exchanged(work: SharingWork, progress: Progress) -> "Round":
    return work.exchange(progress.report)
