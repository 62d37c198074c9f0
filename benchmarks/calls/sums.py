"""What a stage of a call comes to: figures out of what both ends told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from counselling.call.media.stopwatch import percentile
from tests.call.ends import Ends, Told

Figures = Mapping[str, object]


@dataclass(frozen=True)
class Span:
    """When a stage began (Unix seconds), what it lasted, and two parts of it, in seconds.

    settle: until engines are used to the weather; down: nothing passed at its beginning.
    """

    began: float
    seconds: float
    settle: float = 5.0
    down: float = 0.0


def steady(ends: Ends, span: Span) -> Figures:
    """What passed once the engines had got used to the weather."""
    since = span.began + span.settle
    return {
        "to_patient": arrived(ends.guest.seconds(since)),
        "to_counsellor": arrived(ends.host.seconds(since)),
        "cpu_percent": processor(ends.host.seconds(since)),
    }


def narrow(ends: Ends, span: Span) -> Figures:
    """How soon the picture gave way to the sound, and what was left of the sound."""
    return {
        **steady(ends, span),
        "video_off_after_s": off_after(ends.host, span.began),
        "patient_told_after_s": off_after(ends.guest, span.began),
        "patient_unheard_s": unheard(ends.host, span.began),
        "counsellor_unheard_s": unheard(ends.guest, span.began),
        "patient_silent_s": silent(ends.host, span.began),
        "counsellor_silent_s": silent(ends.guest, span.began),
    }


def off_after(end: Told, began: float) -> float | None:
    """Seconds until an end was told that sound is all that the line bears; 0 where it knew."""
    rungs = [(each["rung"], at) for at, each in end.named("picture_changed")]
    before = [rung for rung, at in rungs if at < began]
    if before and before[-1] == 0:
        return 0.0
    return since(began, [at for rung, at in rungs if rung == 0 and at >= began])


def unheard(end: Told, began: float) -> int | None:
    """Return the most seconds in a row without a beep, after the picture gave way at an end."""
    fell = off_after(end, began)
    if fell is None:
        return None
    longest = run = 0
    for each in end.seconds(began + fell):
        run = 0 if each.get("sound_ms") else run + 1
        longest = max(longest, run)
    return longest


def silent(end: Told, began: float) -> float | None:
    """Return the longest time without a packet, by the line's own clock, since the picture fell.

    A still one comes every five seconds: what comes between is sound. On a machine without time
    beeps get lost before anything is sent; packets do not.
    """
    fell = off_after(end, began)
    if fell is None:
        return None
    silences = [float(str(each["silent_seconds"])) for each in end.seconds(began + fell)]
    return max(silences, default=None)


def recovering(ends: Ends, span: Span) -> Figures:
    """How long until the picture moved again, and until it was full; what came at the end."""
    late = span.began + span.seconds - 8
    return {
        "moving_again_after_s": since(span.began, borne(ends.host, 1, span.began)),
        "full_again_after_s": since(span.began, borne(ends.host, 3, span.began)),
        "to_patient": arrived(ends.guest.seconds(late)),
        "to_counsellor": arrived(ends.host.seconds(late)),
    }


def borne(end: Told, rung: int, began: float) -> Sequence[float]:
    """When a line bore a rung or a higher one; a line that was made anew begins as a full one."""
    told = [
        at for at, each in end.named("picture_changed", began) if int(str(each["rung"])) >= rung
    ]
    return sorted([*told, *(at for at, _ in end.named("connected", began))])


def cut(ends: Ends, span: Span) -> Figures:
    """How soon both were told, and how soon the picture was back once the line was."""
    began = span.began
    seat = ends.guest.named("waiting")[0][1]["seat"]
    seats = [each["seat"] for _, each in ends.guest.named("waiting", began)]
    return {
        "patient_told_after_s": since(began, quality(ends.guest, began)),
        "counsellor_told_after_s": since(began, quality(ends.host, began)),
        "patient_untold_s": untold(ends.guest, began),
        "counsellor_untold_s": untold(ends.host, began),
        "back_at_patient_s": back(ends.guest, began, span.down),
        "back_at_counsellor_s": back(ends.host, began, span.down),
        "lines_made_anew": len(ends.host.named("connected", began)),
        "new_admissions": len(ends.host.named("knocked", began)),
        "other_seats": len([each for each in seats if each != seat]),
    }


def quality(end: Told, began: float) -> Sequence[float]:
    """When an end was told that the line is poor."""
    return [at for at, each in end.named("line_changed", began) if each["quality"] != "good"]


def untold(end: Told, began: float) -> float:
    """Return the longest silence, by the line's own clock, of which an end knew and said nothing.

    The second in which it was told has seen a silence that nobody could know of before.
    """
    told = min(quality(end, began), default=None)
    silences = [
        float(str(each["silent_seconds"]))
        for at, each in end.named("statistics", began)
        if told is None or at < told
    ]
    return max(silences if told is None else silences[:-1], default=0.0)


def back(end: Told, began: float, down: float) -> float | None:
    """Seconds from the line's return to the next picture; None when none came."""
    seconds = end.seconds(began)
    if not seconds or not seconds[-1]["received_fps"]:
        return None
    longest = max(float(str(each["longest_freeze_ms"])) for each in seconds)
    return round(max(0.0, longest / 1000 - down), 2)


def sees_again(end: Told, since: float) -> bool:
    """Whether pictures came in the last whole second since a time."""
    seconds = end.seconds(since + 1)
    return bool(seconds and seconds[-1]["received_fps"])


def has_fallen(end: Told, since: float) -> bool:
    """Whether an end was told since a time that sound is all that the line bears."""
    return off_after(end, since) is not None


def since(began: float, times: Sequence[float]) -> float | None:
    """Return the seconds from a beginning to the first of some times."""
    return round(times[0] - began, 2) if times else None


def arrived(seconds: Sequence[Mapping[str, object]]) -> Figures:
    """Sum up what arrived at one end."""
    if not seconds:
        return {}

    def all_of(name: str) -> list[float]:
        return [float(str(each[name])) for each in seconds if each.get(name) is not None]

    def each_of(name: str) -> list[float]:
        listed = [each[name] for each in seconds]
        return [float(age) for ages in listed if isinstance(ages, list) for age in ages]

    pictures, sounds = each_of("picture_ms"), each_of("sound_ms")
    concealed = all_of("concealed") or all_of("made_up")
    return {
        "fps": round(fmean(all_of("received_fps")), 1),
        "freezes": sum(all_of("freezes")),
        "freeze_s": round(sum(all_of("freeze_ms")) / 1000, 1),
        "longest_freeze_ms": max(all_of("longest_freeze_ms"), default=None),
        "picture_p50_ms": percentile(pictures, 0.5),
        "picture_p95_ms": percentile(pictures, 0.95),
        "sound_p50_ms": percentile(sounds, 0.5),
        "sound_gaps": sum(gaps) if (gaps := all_of("audio_gaps")) else None,
        "sound_made_up": round(fmean(concealed), 3) if concealed else None,
        "kbit": round(median(all_of("received_kbit"))),
        "height": seconds[-1]["height"],
    }


def processor(seconds: Sequence[Mapping[str, object]]) -> float | None:
    """Share of one core that an end took, percent."""
    if len(seconds) < 2:
        return None
    first, last = seconds[0], seconds[-1]
    spent = float(str(last["cpu_seconds"])) - float(str(first["cpu_seconds"]))
    return round(100 * spent / (float(str(last["wall"])) - float(str(first["wall"]))), 1)
