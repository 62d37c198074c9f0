"""The call as one thing: the line, and the devices it is held with."""

from collections import defaultdict
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from counselling.call.line import mixing
from counselling.call.line.circle_words import Listening
from counselling.call.line.events import CallEvent
from counselling.call.link.before_call import NOT_TODAY, Sentence
from counselling.call.link.room import Presence, Role
from counselling.call.server.messages import Note
from ui.kit.devices.inventory import Kind
from ui.kit.threads.courier import Courier
from ui.kit.threads.failures import Failure
from ui.kit.threads.loop import Loop
from ui.pages.session.calling.conversation import Conversation, OpenLine
from ui.pages.session.known.equipment import Equipment, MakeEquipment, Outlet
from ui.pages.session.known.people import person_at
from ui.pages.session.known.state import CallState, heard


class Telephone(QObject):
    """A verb at a wrong moment does nothing.

    changed: carries the CallState. heard: a CallEvent, after its change. put_down: the line is
    over, None or the Failure that broke it. refused: a command was not possible (Failure).
    theirs, ours: whoever shows the patient's and our own pictures leads them to a screen.
    """

    changed = Signal(object)
    heard = Signal(object)
    put_down = Signal(object)
    refused = Signal(object)

    def __init__(
        self,
        open_line: OpenLine,
        make_equipment: MakeEquipment,
        *,
        loop: Loop,
        courier: Courier,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._make_equipment = make_equipment
        self._equipment: Equipment | None = None
        self._renewed_in = ""  # language of the line that follows the one being ended
        self.theirs, self.ours = Outlet(), Outlet()
        self._outlets: defaultdict[str, Outlet] = defaultdict(Outlet)
        self.state = CallState()
        self.line = Conversation(open_line, loop, courier, self)
        self.line.heard.connect(self._hear)
        self.line.closed.connect(self._close)
        self.line.failed.connect(self._close)
        self.line.refused.connect(self.refused)

    @property
    def is_busy(self) -> bool:
        """Whether there is a line, or one is being opened or closed."""
        return self.line.is_busy

    def call(self, language: str) -> None:
        """Open a line where there is none, or in place of one whose link is dead."""
        if not self.is_busy:
            self._equipment = self._make_equipment(self.theirs, self.ours)
            self._equipment.start(self._look_around)
            self._become(CallState(is_opening=True))
            self._look_around()
            devices = self._equipment.devices
            self.line.open(language, replace(devices, screen=self.outlet, loudness=self.loudness))
        elif self.state.presence is Presence.ENDED:
            self.hang_up()
            self._renewed_in = language

    def hang_up(self) -> None:
        """End the line for everybody."""
        self._renewed_in = ""
        self._put_equipment_away()
        self.line.end()

    def outlet(self, seat: str) -> Outlet:
        """Return where somebody's pictures go; may be asked from any thread."""
        return self.theirs if seat in ("", self.state.seat) else self._outlets[seat]

    def admit(self, seat: str = "") -> None:
        """Let in who knocks, "" the patient."""
        person = person_at(self.state.people, seat or self.state.seat)
        if person is not None and person.presence is Presence.KNOCKED:
            self.line.admit(person.seat)

    def let_know(self, sentence: Sentence, text: str = "") -> None:
        """Let the patient know something while she waits; some sentences turn her away."""
        if sentence in NOT_TODAY:
            self.refuse(sentence=sentence)
        elif self.state.presence is Presence.KNOCKED:
            self.line.let_know(self.state.seat, Note(sentence, text))

    def refuse(self, seat: str = "", *, sentence: Sentence = Sentence.NONE) -> None:
        """Turn away who knocks, "" the patient; she may knock again."""
        person = person_at(self.state.people, seat or self.state.seat)
        if person is None or person.presence is not Presence.KNOCKED:
            return
        self.line.refuse(person.seat, sentence)
        gone = replace(person, presence=Presence.ENDED)
        people = tuple(gone if each is person else each for each in self.state.people)
        is_hers = person.seat == self.state.seat
        presence = Presence.ENDED if is_hers else self.state.presence
        self._become(replace(self.state, people=people, presence=presence))

    def speak_alone(self, *seats: str) -> None:
        """Have two speak with each other only ("host": we); nobody: all with all."""
        self.line.speak_alone(seats)

    def free(self, seat: str = "") -> None:
        """Let a link be opened on another device, "" the patient's; who does is let in anew."""
        person = person_at(self.state.people, seat or self.state.seat)
        if person is not None and person.is_bound:
            self.line.release(person.seat)

    def listen(self, listening: str) -> None:
        """Choose what we hear of the others while an interpreter is in the room."""
        self._become(replace(self.state, listening=Listening(listening)))

    def turn_microphone(self) -> None:
        """Mute us, or let us be heard again."""
        self._send(replace(self.state, is_microphone_on=not self.state.is_microphone_on))

    def turn_camera(self) -> None:
        """Turn our camera off, or on again."""
        self._send(replace(self.state, is_camera_on=not self.state.is_camera_on))
        if self._equipment is not None:
            self._equipment.turn_camera(is_on=self.state.is_camera_on)

    def choose_device(self, kind: Kind, device: str) -> None:
        """Use another camera, microphone or loudspeaker; show a screen, or "" for none."""
        if self._equipment is not None:
            self._equipment.choose(kind, device)

    def wear_headphones(self, is_on: bool) -> None:
        """Take no echo out of our sound from now on, or take it out again."""
        if self._equipment is not None:
            self._equipment.wear_headphones(is_on=is_on)

    def _send(self, call: CallState) -> None:
        if self.state.is_there:
            self._become(call)
            self.line.send(is_camera_on=call.is_camera_on, is_microphone_on=call.is_microphone_on)

    def _hear(self, event: CallEvent) -> None:
        self._become(heard(self.state, event))
        self.heard.emit(event)

    def _close(self, failure: Failure | None = None) -> None:
        self._put_equipment_away()
        self._become(CallState())
        self.put_down.emit(failure)
        language, self._renewed_in = self._renewed_in, ""
        if language:
            self.call(language)

    def _put_equipment_away(self) -> None:
        if self._equipment is not None:
            self._equipment.stop()
        self._equipment = None

    def loudness(self, seat: str) -> float:
        """Return how loud a seat is played, 0..1; asked by the line's thread."""
        people = self.state.people
        person = person_at(people, seat)
        is_mixed = any(each.role is Role.INTERPRETER and each.is_connected for each in people)
        return mixing.loudness(person.role, self.state.listening) if person and is_mixed else 1.0

    def _look_around(self) -> None:
        if self._equipment is not None:
            here = self._equipment
            self._become(replace(self.state, lacks=here.lacks, inventory=here.inventory))

    def _become(self, state: CallState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit(state)
