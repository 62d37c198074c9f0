"""How often somebody may try: rates and locks, with the clock as an argument."""

from collections import deque
from dataclasses import dataclass, field


@dataclass(slots=True)
class Rate:
    """At most `limit` times in any `seconds`, for each key by itself."""

    limit: int
    seconds: float
    _times: dict[str, deque[float]] = field(default_factory=dict)

    def allow(self, key: str, now: float) -> bool:
        """Tell whether this time is allowed, and count it when it is."""
        times = self._times.get(key, deque())
        while times and times[0] <= now - self.seconds:
            times.popleft()
        if len(times) >= self.limit:
            return False
        times.append(now)
        self._times[key] = times
        return True

    def forget(self, now: float) -> None:
        """Drop the keys of whom nothing was heard in the span that counts."""
        since = now - self.seconds
        for key in [key for key, times in self._times.items() if times[-1] <= since]:
            del self._times[key]


@dataclass(slots=True)
class Bucket:
    """At most `most` times at once, and `a_second` times a second for as long as one likes.

    Each key has a bucket of its own, full at first; what is in it comes back by and by.
    """

    most: float
    a_second: float
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)

    def allow(self, key: str, now: float) -> bool:
        """Tell whether this time is allowed, and take it out of the bucket when it is."""
        left = self._now(key, now)
        is_allowed = left >= 1
        self._left[key] = (left - 1 if is_allowed else left, now)
        return is_allowed

    def forget(self, now: float) -> None:
        """Drop the buckets that are full again."""
        for key in [key for key in self._left if self._now(key, now) >= self.most]:
            del self._left[key]

    def _now(self, key: str, now: float) -> float:
        left, since = self._left.get(key, (self.most, now))
        return min(self.most, left + max(0.0, now - since) * self.a_second)


@dataclass(slots=True)
class Lock:
    """Locks a key for `seconds` after `tries` failures; each lock begins a new count."""

    tries: int
    seconds: float
    _failures: dict[str, list[float]] = field(default_factory=dict)
    _until: dict[str, float] = field(default_factory=dict)

    def is_locked(self, key: str, now: float) -> bool:
        """Tell whether the key is locked now."""
        return self._until.get(key, now) > now

    def fail(self, key: str, now: float) -> None:
        """Count a failure; one that is longer ago than a lock lasts no longer counts."""
        recent = [time for time in self._failures.get(key, ()) if time > now - self.seconds]
        self._failures[key] = [*recent, now]
        if len(recent) + 1 >= self.tries:
            del self._failures[key]
            self._until[key] = now + self.seconds

    def forget(self, now: float) -> None:
        """Drop the locks that have run out, and the failures that no longer count."""
        since = now - self.seconds
        for key in [key for key, times in self._failures.items() if times[-1] <= since]:
            del self._failures[key]
        for key in [key for key, until in self._until.items() if until <= now]:
            del self._until[key]
