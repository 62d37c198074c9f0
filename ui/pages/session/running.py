"""What a running session shows: the board, and beside it the call, the notes and what is told."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.question import Question
from ui.kit.threads.courier import Courier
from ui.look.icons import Icons
from ui.look.theme import Theme
from ui.pages.session.around.alone import PrivateBar
from ui.pages.session.around.call_card import CallCard
from ui.pages.session.around.controls import Controls
from ui.pages.session.around.devices_card import DevicesCard
from ui.pages.session.around.doorbell import Doorbell
from ui.pages.session.around.invite_card import InviteCard
from ui.pages.session.around.other_faces import OtherFaces
from ui.pages.session.around.people_card import PeopleCard
from ui.pages.session.board.board_card import BoardCard
from ui.pages.session.known.state import SessionState, Stage
from ui.pages.session.papers.agenda_card import AgendaCard
from ui.pages.session.papers.left_card import LeftCard
from ui.pages.session.papers.notes_card import NotesCard
from ui.pages.session.papers.told_cards import ToldCards
from ui.pages.session.papers.tray_card import TrayCard
from ui.pages.session.talk.talk_cards import TalkCards
from ui.pages.session.working.view_model import SessionModel


class RunningCards:
    """The cards are built one a turn (steps), so that keys and clicks come between; then shown.

    The call and the notes stand on top: one looks and writes all the time. Then what waits to be
    decided, the agenda, the talk; last what is set once.

    main, side: the columns into which they go.
    """

    def __init__(
        self,
        model: SessionModel,
        words: Catalogue,
        controls: Controls,
        *,
        main: QVBoxLayout,
        side: QVBoxLayout,
    ) -> None:
        self._model, self._words, self._controls = model, words, controls
        self._main, self._side = main, side

    def steps(self, theme: Theme, icons: Icons, courier: Courier) -> tuple[Callable[[], None], ...]:
        """Return what builds the cards, in the order in which Tab walks them."""
        words, model, controls, side = self._words, self._model, self._controls, self._side

        def board() -> None:
            self.board = BoardCard(words, theme, icons, controls.of_hand)
            self._main.insertWidget(0, self.board, 1)
            self.board.picked.connect(model.look_at)
            self.board.turned.connect(model.easel.turn)
            self.board.named.connect(model.easel.name)
            self.board.letter_chosen.connect(model.easel.choose_letter)
            self.board.canvas.pointed.connect(model.exchange.point)
            self.board.canvas.drawn.connect(model.exchange.draw)
            model.exchange.shown.connect(self.board.canvas.show_mark)

        def invite() -> None:
            self._invite = InviteCard(words, theme, icons, controls.again)
            side.addWidget(self._invite)

        def call() -> None:
            knock, buttons = controls.knock, controls.of_call
            self._call = CallCard(
                words,
                icons,
                courier,
                knock=knock,
                let_know=model.telephone.let_know,
                controls=buttons,
            )
            self.question = Question(
                words.say("session.end_question"),
                yes=words.say("session.end_yes"),
                no=words.say("session.end_no"),
                run=model.end,
            )
            self._private = PrivateBar(words, model.telephone)
            self._others = OtherFaces(words, courier, model.telephone)
            self._call.add_fellows(self._others)
            self._doorbell = Doorbell(words, model.telephone)
            for place, bar in enumerate((self._doorbell, self._private)):
                side.insertWidget(place, bar)
            for part in (self._call, self.question):
                side.addWidget(part)
            model.telephone.theirs.lead_to(self._call.faces.theirs.show_frame)
            model.telephone.ours.lead_to(self._call.faces.ours.show_frame)

        def notes() -> None:
            self.notes = NotesCard(words, icons, controls.stamp)
            side.addWidget(self.notes, 1)
            self.notes.typed.connect(model.type)

        def waiting() -> None:
            self._tray = TrayCard(words, icons, model.exchange.tray)
            side.addWidget(self._tray)
            self._left = LeftCard(words, icons, model.exchange.papers)
            side.addWidget(self._left)

        rest = (partial(each, icons) for each in (self._add_talk, self._add_told, self._add_people))
        return board, invite, call, notes, waiting, *rest, self._add_devices

    def _add_talk(self, icons: Icons) -> None:
        self._agenda = AgendaCard(self._words)
        self._side.addWidget(self._agenda)
        self._agenda.ticked.connect(self._model.tick)
        self._talk = TalkCards(self._words, icons, self._model.exchange.talking)
        self._side.addWidget(self._talk)

    def _add_told(self, icons: Icons) -> None:
        self._told = ToldCards(self._words, icons, self._controls, self._model.exchange.consenting)
        self._side.addWidget(self._told)

    def _add_people(self, icons: Icons) -> None:
        self._people = PeopleCard(self._words, icons, self._model.telephone)
        self._side.addWidget(self._people)

    def _add_devices(self) -> None:
        self._devices = DevicesCard(self._words)
        self._side.addWidget(self._devices)
        self._devices.chosen.connect(self._model.telephone.choose_device)
        self._devices.headphones.connect(self._model.telephone.wear_headphones)

    def show_state(self, state: SessionState) -> None:
        """Show a state; all cards are built."""
        self._invite.show_state(state)
        self._call.show_call(state.call)
        self._private.show_call(state.call)
        self._doorbell.show_call(state.call)
        self._others.show_call(state.call)
        self._people.show_call(state.call)
        self.board.show_board(state.board, state.exchange.tool)
        self._talk.show_state(state)
        self._tray.show_offers(state.exchange.offers)
        self._left.show_papers(state.exchange.left)
        self._told.show_state(state)
        self.notes.show_state(state)
        self._agenda.show_agenda(state.meeting.agenda)
        self._devices.show_call(state.call)
        if state.stage is not Stage.OPEN:
            self.question.put_away()

    def cover(self, *, is_covered: bool) -> None:
        """Take faces off the screen, or show them again; what is sent and heard goes on."""
        for tile in (self._call.faces.theirs, self._call.faces.ours):
            tile.cover(is_covered=is_covered)
        self._others.cover(is_covered=is_covered)
