"""A bad line between two network namespaces: two TUN devices, with this process as the air between.

    python -m tests.call.emulator NAMESPACE_A NAMESPACE_B

Reads one JSON object a line from stdin, each replaces the line's weather; says "ready" once, and
then each address that a packet was for, when it is the first.
Run by tests.call.bad_line, which knows the fields.
"""

import ctypes
import fcntl
import heapq
import json
import os
import random
import select
import socket
import struct
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

_CLONE_NEWNET = 0x40000000
_TUNSETIFF = 0x400454CA
_TUN_WITHOUT_HEADER = 0x0001 | 0x1000
_UDP = 17
_PACKETS_A_TURN = 64


def tun(namespace: str, name: str = "air0") -> int:
    """Open a TUN device inside a namespace, and come back to our own."""
    libc = ctypes.CDLL(None, use_errno=True)
    with (
        open("/proc/self/ns/net", "rb") as ours,
        open(f"/var/run/netns/{namespace}", "rb") as theirs,
    ):
        if libc.setns(theirs.fileno(), _CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "setns")
        device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(device, _TUNSETIFF, struct.pack("16sH", name.encode(), _TUN_WITHOUT_HEADER))
        libc.setns(ours.fileno(), _CLONE_NEWNET)
    return device


@dataclass
class Way:
    """One direction: what waits in its queue, and when its wire is free again."""

    out: int
    weather: Mapping[str, object] = field(default_factory=dict)
    free_at: float = 0.0
    flows: set[bytes] = field(default_factory=set)

    def arrival(self, packet: bytes, now: float) -> float | None:
        """Return when a packet comes out at the other end; None when it never does."""
        weather = self.weather
        if weather.get("down") or self._is_forgotten(packet):
            return None
        if weather.get("no_udp") and _protocol(packet) == _UDP:
            return None
        if random.random() < float(weather.get("loss") or 0):
            return None
        at = now
        if kbit := float(weather.get("kbit") or 0):
            starts = max(now, self.free_at)
            if starts - now > float(weather.get("queue_s") or 0.3):
                return None
            at = self.free_at = starts + len(packet) * 8 / (kbit * 1000)
        wobble = random.random() * float(weather.get("jitter_s") or 0)
        return at + float(weather.get("delay_s") or 0) + wobble

    def _is_forgotten(self, packet: bytes) -> bool:
        """A router that forgot its table lets pass nothing of the flows that it knew before."""
        if _protocol(packet) != _UDP:
            return False
        flow = packet[12:24]  # both addresses and both ports
        if not self.weather.get("forgot_udp"):
            self.flows.add(flow)
        return bool(self.weather.get("forgot_udp")) and flow in self.flows


def _protocol(packet: bytes) -> int:
    return packet[9] if packet[:1] == b"\x45" else 0  # IPv4 without options


def _note(packet: bytes, seen: set[str]) -> None:
    """Say whom a packet is for, once an address."""
    is_six = packet[:1] >= b"\x60"
    raw = packet[24:40] if is_six else packet[16:20]
    address = socket.inet_ntop(socket.AF_INET6 if is_six else socket.AF_INET, raw)
    if address not in seen:
        seen.add(address)
        sys.stdout.write(address + "\n")
        sys.stdout.flush()


def shuttle(a: int, b: int) -> None:
    """Carry packets until stdin ends."""
    ways = {a: Way(b), b: Way(a)}
    flying: list[tuple[float, int, int, bytes]] = []
    count, commands = 0, sys.stdin.fileno()
    seen: set[str] = set()
    while True:
        now = time.monotonic()
        while flying and flying[0][0] <= now:
            _, _, out, packet = heapq.heappop(flying)
            try:
                os.write(out, packet)
            except OSError:
                continue  # the device has no address at the moment: such a packet is lost
        wait = max(0.0, min(0.5, flying[0][0] - time.monotonic())) if flying else 0.5
        readable, _, _ = select.select([a, b, commands], [], [], wait)
        if commands in readable and not _take_weather(commands, ways, a, b):
            return
        now = time.monotonic()
        for device in readable:
            for _ in range(_PACKETS_A_TURN if device in ways else 0):
                try:
                    packet = os.read(device, 4096)
                except OSError:
                    break
                _note(packet, seen)
                at = ways[device].arrival(packet, now)
                if at is not None:
                    count += 1  # packets of one moment stay in their order
                    heapq.heappush(flying, (at, count, ways[device].out, packet))


def _take_weather(commands: int, ways: Mapping[int, Way], a: int, b: int) -> bool:
    told = os.read(commands, 65536)
    for line in told.splitlines():
        weather = json.loads(line)
        ways[a].weather, ways[b].weather = weather["there"], weather["back"]
    return bool(told)


if __name__ == "__main__":
    first, second = tun(sys.argv[1]), tun(sys.argv[2])
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    shuttle(first, second)
