"""What page builders are given: the desk's use cases and the kit's services."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from PySide6.QtGui import QUndoGroup

from counselling.language.catalogue import Catalogue
from ui.desk import Desk
from ui.kit.pictures.chart_view import MakeLiveView
from ui.kit.standing.navigator import Navigator
from ui.kit.standing.page import Page
from ui.kit.threads.backing_up import BackingUp
from ui.kit.threads.courier import Courier
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.loop import Loop
from ui.look.icons import Icons
from ui.look.theme import Theme


@dataclass(frozen=True, slots=True)
class UiContext:
    """Everything a page builder may take from. Pages themselves never see it."""

    catalogue: Catalogue
    theme: Theme
    icons: Icons
    courier: Courier
    jobs: Jobs
    backing_up: BackingUp
    loop: Loop
    navigator: Navigator
    undo: QUndoGroup
    make_live_view: MakeLiveView
    now: Callable[[], datetime]
    desk: Desk


PageBuilder: TypeAlias = Callable[[UiContext], Page]
Builders: TypeAlias = Mapping[str, PageBuilder]
