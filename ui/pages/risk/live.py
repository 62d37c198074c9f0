"""One chart that is printed until it is wanted interactive: what is known of it, and its verbs."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject

from counselling.figures.chart import ChartData
from counselling.figures.dots import DotChart
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.view_model import ViewModel
from ui.risk_work import RisksWork


@dataclass(frozen=True, slots=True)
class LiveState:
    """chart: what is shown, None for nothing. page: the chart as HTML, empty until it is made."""

    chart: ChartData | DotChart | None = None
    is_wanted: bool = False
    page: str = ""
    failure: Failure | None = None


class LiveModel(ViewModel[LiveState]):
    """Verbs of one chart."""

    def __init__(self, risks: RisksWork, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(LiveState(), parent)
        self._risks = risks
        self._paging = jobs.lane(self)

    def show(self, chart: ChartData | DotChart | None) -> None:
        """Show a chart; another one than before is printed first."""
        if chart != self.state.chart:
            self._paging.cancel()
            self._become(LiveState(chart))

    def want(self, *, is_wanted: bool) -> None:
        """Make it interactive, or show it printed again."""
        chart = self.state.chart
        self._paging.cancel()
        self._become(LiveState(chart, is_wanted=is_wanted and chart is not None))
        if chart is not None and is_wanted:
            work = partial(self._risks.chart_page, chart)
            self._paging.ask(work, done=self._paged, failed=self._failed)

    def _paged(self, page: str) -> None:
        self._become(replace(self.state, page=page))

    def _failed(self, failure: Failure) -> None:
        self._become(LiveState(self.state.chart, failure=failure))
