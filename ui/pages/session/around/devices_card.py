"""Which camera, microphone and loudspeaker are used, and whether a screen is shown."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from ui.kit.blocks.cards import Card
from ui.kit.controls.forms import Form, Tick
from ui.kit.controls.picker import Entries, Picker
from ui.kit.devices.inventory import Device, Inventory, Kind
from ui.kit.marks.labels import small
from ui.kit.marks.visibility import set_shown
from ui.look.tokens import Space
from ui.pages.session.known.equipment import Lack
from ui.pages.session.known.state import CallState

_QUESTIONS: Final[Mapping[Kind, str]] = {
    Kind.CAMERA: N_("session.device_camera"),
    Kind.MICROPHONE: N_("session.device_microphone"),
    Kind.SPEAKER: N_("session.device_speaker"),
    Kind.SCREEN: N_("session.device_screen"),
}
_NONE: Final[Mapping[Kind, str]] = {
    Kind.CAMERA: N_("session.device_no_camera"),
    Kind.MICROPHONE: N_("session.device_no_microphone"),
    Kind.SPEAKER: N_("session.device_no_speaker"),
    Kind.SCREEN: N_("session.device_no_screen"),
}
# What the system refused, or another program had, is tried again when it is chosen again.
_MENDED_BY_CHOOSING: Final[Mapping[Kind, frozenset[Lack]]] = {
    Kind.CAMERA: frozenset({Lack.CAMERA_FAILED, Lack.CAMERA_REFUSED}),
    Kind.MICROPHONE: frozenset({Lack.MICROPHONE_FAILED, Lack.MICROPHONE_REFUSED}),
}


class DevicesCard(Card):
    """chosen: a Kind, and the id of a device of it; for a screen "" to show the camera again.

    headphones: whether some are worn.
    """

    chosen = Signal(object, str)
    headphones = Signal(bool)

    def __init__(self, words: Catalogue) -> None:
        super().__init__(words.say("session.devices"))
        self._words = words
        form = Form()
        self._pickers = {kind: Picker() for kind in Kind}
        for kind, picker in self._pickers.items():
            hint = words.say("session.device_screen_hint") if kind is Kind.SCREEN else ""
            form.ask(words.say(_QUESTIONS[kind]), picker, hint=hint)
            picker.picked.connect(partial(self.chosen.emit, kind))
        self.add(form)
        self._headphones = Tick(words.say("session.headphones"))
        self._headphones.setAccessibleDescription(words.say("session.headphones_hint"))
        self._headphones.clicked.connect(self.headphones)
        worn = QVBoxLayout()
        worn.setSpacing(Space.TIGHT)
        worn.addWidget(self._headphones)
        worn.addWidget(small(words.say("session.headphones_hint")))
        self.add_layout(worn)

    def show_call(self, call: CallState) -> None:
        """Show what there is while a line is made or stands."""
        set_shown(self, is_shown=call.is_opening or call.is_there)
        for kind, picker in self._pickers.items():
            entries = self._entries(kind, call.inventory)
            picker.show_entries(entries, call.inventory.choice(kind))
            is_mended = not _MENDED_BY_CHOOSING.get(kind, frozenset()).isdisjoint(call.lacks)
            picker.setEnabled(len(entries) > 1 or is_mended)
        self._headphones.setChecked(call.inventory.has_headphones)

    def _entries(self, kind: Kind, inventory: Inventory) -> Entries:
        listed = told_apart(inventory.of(kind))
        nothing = ("", self._words.say(_NONE[kind]))
        return (nothing, *listed) if kind is Kind.SCREEN or not listed else listed


def told_apart(devices: tuple[Device, ...]) -> Entries:
    """Return a list's entries; those of one name carry a number."""
    names = [each.name for each in devices]
    entries = []
    for at, each in enumerate(devices):
        is_double, count = names.count(each.name) > 1, names[: at + 1].count(each.name)
        entries.append((each.id, f"{each.name} ({count})" if is_double else each.name))
    return tuple(entries)
