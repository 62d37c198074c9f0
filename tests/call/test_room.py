"""Who sits where: the state machine of the counsellor's room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.call.link.room import Move, Presence, Role, Room, Seat
from counselling.errors import CallError

ROOM = Room("room", (Seat("1", Role.PATIENT), Seat("2", Role.INTERPRETER)))


def after(*moves: Move) -> Room:
    room = ROOM
    for move in moves:
        room = room.moved("1", move)
    return room


def presence(*moves: Move) -> Presence:
    return after(*moves).seat("1").presence


def test_patient_knocks_is_admitted_and_connected() -> None:
    assert presence(Move.KNOCK) is Presence.KNOCKED
    assert presence(Move.KNOCK, Move.ADMIT) is Presence.ADMITTED
    assert presence(Move.KNOCK, Move.ADMIT, Move.PROVE) is Presence.CONNECTED


def test_who_lost_the_line_comes_back_without_being_admitted_again() -> None:
    back = after(Move.KNOCK, Move.ADMIT, Move.PROVE, Move.LOSE, Move.KNOCK)
    assert back.seat("1").presence is Presence.ADMITTED
    assert back.seat("1").is_let_in


def test_who_left_by_the_button_waits_again() -> None:
    assert presence(Move.KNOCK, Move.ADMIT, Move.PROVE, Move.LEAVE) is Presence.WAITING


def test_who_was_refused_can_knock_again_and_is_let_in_by_hand_only() -> None:
    refused = after(Move.KNOCK, Move.REFUSE)
    assert refused.can("1", Move.KNOCK)
    assert not refused.can("1", Move.ADMIT)


def test_nobody_is_admitted_who_did_not_knock() -> None:
    with pytest.raises(CallError) as caught:
        ROOM.moved("1", Move.ADMIT)
    assert caught.value.message_id == "call.move"


def test_room_without_the_seat_says_so() -> None:
    with pytest.raises(CallError) as caught:
        ROOM.moved("3", Move.KNOCK)
    assert caught.value.message_id == "call.seat"


@given(st.lists(st.sampled_from(list(Move)), max_size=30))
def test_nobody_is_connected_without_having_been_admitted(moves: list[Move]) -> None:
    room, was_admitted = ROOM, False
    for move in moves:
        if not room.can("1", move):
            continue
        before, room = room, room.moved("1", move)
        was_admitted = (was_admitted or move is Move.ADMIT) and move is not Move.LEAVE
        seat = room.seat("1")
        assert not seat.is_let_in or was_admitted
        if before.seat("1").presence is Presence.ENDED:
            assert seat.presence is Presence.ENDED


@given(st.lists(st.sampled_from(list(Move)), max_size=30))
def test_moves_of_one_seat_leave_the_others_alone(moves: list[Move]) -> None:
    room = ROOM
    for move in moves:
        if room.can("1", move):
            room = room.moved("1", move)
    assert room.seat("2") == ROOM.seat("2")


@given(st.lists(st.sampled_from(list(Move)), max_size=30))
def test_end_is_possible_from_everywhere(moves: list[Move]) -> None:
    room = ROOM
    for move in moves:
        if room.can("1", move):
            room = room.moved("1", move)
    assert room.moved("1", Move.END).seat("1").presence is Presence.ENDED


def test_who_has_a_role_of_several_has_a_number_of_her_own_that_nobody_takes_over() -> None:
    roles = (Role.PATIENT, Role.RELATIVE, Role.NURSE, Role.RELATIVE)
    room = Room("room", tuple(Seat(str(n), role) for n, role in enumerate(roles, 1)))
    assert [room.number(seat.id) for seat in room.seats] == [1, 1, 1, 2]
    left = room.moved("2", Move.END)
    assert [left.number(seat.id) for seat in left.seats] == [1, 1, 1, 2]
    with pytest.raises(CallError):
        room.number("9")
