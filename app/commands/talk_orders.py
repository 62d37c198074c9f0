"""The talk on the command line: what is ordered, what is told, where files that came are put."""

import dataclasses
import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, TypeAlias

import msgspec

from counselling.call.talk import talk_orders
from counselling.call.talk.talk_files import new_file
from counselling.call.talk.talk_news import AgendaTold, FileCame, FileOffered, TalkEvent
from counselling.call.talk.talk_seat import TalkSeat
from counselling.call.talk.talk_words import MAX_CAPTION, MAX_FILE_BYTES, Point, Text
from counselling.errors import CallError, StorageError, UsageError
from counselling.files import replace_file


class Say(msgspec.Struct, frozen=True, tag="say", tag_field="order"):
    """Write a line to all."""

    text: Text


class Caption(msgspec.Struct, frozen=True, tag="caption", tag_field="order"):
    """Type a caption; done: it is finished."""

    text: Annotated[str, msgspec.Meta(max_length=MAX_CAPTION)]
    done: bool = True


class LowerHand(msgspec.Struct, frozen=True, tag="lower_hand", tag_field="order"):
    """Take a seat's hand down."""

    seat: str


class Hold(msgspec.Struct, frozen=True, tag="hold", tag_field="order"):
    """Be away for a moment, or back."""

    on: bool = True


class Plan(msgspec.Struct, frozen=True, tag="plan", tag_field="order"):
    """Share points of the agenda and how many minutes are planned, from now."""

    points: Annotated[tuple[Point, ...], msgspec.Meta(max_length=40)] = ()
    minutes: Annotated[int, msgspec.Meta(ge=1, le=600)] | None = None


class HandOver(msgspec.Struct, frozen=True, tag="hand_over", tag_field="order"):
    """Offer a file to a seat."""

    seat: str
    path: str


class TakeFile(msgspec.Struct, frozen=True, tag="take_file", tag_field="order"):
    """Take a file that a seat offers."""

    seat: str
    file: int


class EndFile(msgspec.Struct, frozen=True, tag="end_file", tag_field="order"):
    """Decline a file, or break it off."""

    seat: str
    file: int


TalkCommand: TypeAlias = Say | Caption | LowerHand | Hold | Plan | HandOver | TakeFile | EndFile


def in_talk(order: TalkCommand) -> talk_orders.TalkOrder:
    """Return an order as the call takes it. Raises UsageError("host.file") for no readable file."""
    match order:
        case Say(text):
            return talk_orders.Write(text)
        case Caption(text, done):
            return talk_orders.TypeCaption(text, done)
        case LowerHand(seat):
            return talk_orders.LowerHand(seat)
        case Hold(on):
            return talk_orders.PutOnHold(on)
        case Plan(points, minutes):
            return talk_orders.ShareAgenda(points, minutes, minutes)
        case HandOver(seat, path):
            name, content = read_file(Path(path))
            return talk_orders.OfferFile(seat, new_file(os.urandom), name, content)
        case TakeFile(seat, file):
            return talk_orders.TakeFile(seat, file)
        case EndFile(seat, file):
            return talk_orders.EndFile(seat, file)


def read_file(path: Path) -> tuple[str, bytes]:
    """Read a file that is to be offered. Raises UsageError("host.file"), CallError."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise CallError("call.file_size")
        return path.name, path.read_bytes()
    except (OSError, ValueError):
        raise UsageError("host.file") from None


def talk_json(event: TalkEvent) -> Mapping[str, object]:
    """Return what an event has to tell; a file's bytes are told by their hash."""
    if isinstance(event, FileCame):
        digest = hashlib.sha256(event.content).hexdigest()
        size = len(event.content)
        told = {"seat": event.seat, "file": event.file, "name": event.name}
        return {**told, "kind": event.kind.value, "size_bytes": size, "sha256": digest}
    if isinstance(event, AgendaTold):
        points = [{"words": each.words, "is_done": each.is_done} for each in event.points]
        minutes = {"planned_minutes": event.planned_minutes, "left_minutes": event.left_minutes}
        return {"seat": event.seat, "points": points, **minutes}
    fields = dataclasses.fields(event)
    return {field.name: getattr(event, field.name) for field in fields}


def put_away(event: FileCame, folder: Path | None) -> None:
    """Write a file that came into a folder, under a name that nothing there has.

    Raises StorageError when it cannot be written; nothing half-written stays.
    """
    if folder is None:
        return
    stem, dot, ending = event.name.rpartition(".")
    names = (event.name, *(f"{stem} {number}{dot}{ending}" for number in range(2, 1000)))
    target = next((folder / name for name in names if not (folder / name).exists()), None)
    if target is None:
        raise StorageError("storage.refused")
    replace_file(target, event.content)


def guest_begins(talk: TalkSeat, lines: list[str], *, raises_hand: bool, file: Path | None) -> None:
    """Do what a guest was told on the command line, as soon as she is let in.

    Raises UsageError("host.file"), CallError for a file that is not handed over.
    """
    for line in lines:
        talk.write(line)
    if raises_hand:
        talk.move_hand(is_up=True)
    if file is not None:
        talk.offer_file(*read_file(file))


def guest_hears(talk: TalkSeat, event: object, folder: Path | None) -> None:
    """Take what is offered when there is a folder for it, and put away what came."""
    if isinstance(event, FileOffered) and folder is not None:
        talk.files.take(event.file)
    if isinstance(event, FileCame):
        put_away(event, folder)
