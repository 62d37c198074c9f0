"""A logind for tests: a program on a bus of its own that says and hears what the real one does.

Started with the bus's address. It obeys one word a line, and tells "ready", what it was asked to
hold up, and "released" when the holder let go.
"""

import os
import sys
import threading
from typing import Any, Final

from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

PATH: Final = "/org/freedesktop/login1"
OURS: Final = f"{PATH}/session/c1"
MANAGER: Final = "org.freedesktop.login1.Manager"
SESSION: Final = "org.freedesktop.login1.Session"
SIGNALS: Final = {
    "sleep": (PATH, MANAGER, "PrepareForSleep", (True,)),
    "wake": (PATH, MANAGER, "PrepareForSleep", (False,)),
    "shutdown": (PATH, MANAGER, "PrepareForShutdown", (True,)),
    "lock": (OURS, SESSION, "Lock", ()),
    "lock-other": (f"{PATH}/session/c2", SESSION, "Lock", ()),
    "saver": ("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", (True,)),
    "saver-gnome": ("/x", "org.gnome.ScreenSaver", "ActiveChanged", (True,)),
    "saver-off": ("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", (False,)),
}


def say(words: str) -> None:
    """Tell the test something."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def obey(bus: Any) -> None:
    """Send the signals that the test names."""
    for line in sys.stdin:
        path, interface, name, body = SIGNALS[line.strip()]
        address = DBusAddress(path, interface=interface)
        bus.send(new_signal(address, name, "b" if body else None, body))


def wait(ours: int) -> None:
    """Tell when the last descriptor of the other end is closed, as logind learns of it."""
    os.read(ours, 1)
    say("released")


def answer(bus: Any, message: Any) -> None:
    """Answer a call."""
    match message.header.fields[HeaderFields.member]:
        case "Inhibit":
            what, _, _, mode = message.body
            ours, theirs = os.pipe()
            say(f"inhibit {what} {mode}")
            bus.send(new_method_return(message, "h", (theirs,)))
            os.close(theirs)
            threading.Thread(target=wait, args=(ours,), daemon=True).start()
        case "GetSessionByPID":
            bus.send(new_method_return(message, "o", (OURS,)))
        case _:
            bus.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))


def main(address: str) -> None:
    """Serve until the bus is gone."""
    bus = open_dbus_connection(address, enable_fds=True)
    bus.send_and_get_reply(message_bus.RequestName("org.freedesktop.login1"))
    threading.Thread(target=obey, args=(bus,), daemon=True).start()
    say("ready")
    while True:
        message = bus.receive()
        if message.header.message_type is MessageType.method_call:
            answer(bus, message)


if __name__ == "__main__":
    main(sys.argv[1])
