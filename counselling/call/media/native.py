"""What libwebrtc can be asked for beyond aiortc's API; only here is it asked."""

import asyncio
import importlib
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from typing import Any, Final

from counselling.call.link.plan import IceServer
from counselling.call.media.ladder import Share
from counselling.call.media.resends import with_resends
from counselling.call.media.rtc import PeerConnection
from counselling.call.media.statistics import Traffic, traffic

_EMPTYING_SECONDS: Final = 2.5  # until what waits in the network has come or is lost


async def counted(connection: PeerConnection) -> Traffic:
    """Return what a line carried."""
    entries = list((await _native(connection).get_stats()).values())
    known = traffic({entry.id: entry for entry in entries})
    sound = [entry for entry in entries if _is(entry, "inbound-rtp") and entry.kind == "audio"]
    pairs = [entry for entry in entries if _is(entry, "candidate-pair") and entry.nominated]
    available = [pair.available_outgoing_bitrate for pair in pairs]
    return replace(
        known,
        samples=sum(entry.total_samples_received or 0 for entry in sound),
        concealed=sum(
            (entry.concealed_samples or 0) - (entry.silent_concealed_samples or 0)
            for entry in sound
        ),
        available_kbit=max((round(each / 1000, 1) for each in available if each), default=None),
    )


async def cap(connection: PeerConnection, share: Share, *, empties: bool) -> None:
    """Send no more than a share; empties: no picture for a moment, and what waits is dropped."""
    kbit = {"audio": share.sound_kbit, "video": share.picture_kbit}
    senders = [each for each in _native(connection).get_senders() if each.track is not None]
    for sender in senders:
        await _set(sender, "max_bitrate", value=_bits(kbit[sender.track.kind]))
    if empties:
        pictures = [sender for sender in senders if sender.track.kind == "video"]
        for sender in pictures:
            await _set(sender, "active", value=False)
        await asyncio.sleep(_EMPTYING_SECONDS)
        for sender in pictures:
            await _set(sender, "active", value=True)


async def resend(connection: PeerConnection, *, is_on: bool) -> None:
    """Send lost packets of the picture again from now on and ask for them, or do neither.

    The other end's description is read anew as one that does (not) know of it; nothing is said to
    the other end. Before there is one, and while an offer waits for its answer, nothing is done:
    what comes is read so.
    """
    webrtc, native = importlib.import_module("webrtc"), _native(connection)
    ours, theirs = native.local_description, native.remote_description
    if theirs is None or str(native.signaling_state) != "stable":
        return
    read = webrtc.RTCSessionDescription(type=theirs.type, sdp=with_resends(theirs.sdp, is_on=is_on))
    if str(theirs.type) == "answer":
        # Ours as it was: one made anew would name streams that the other end does not know.
        await native.set_local_description(webrtc.RTCSessionDescription(type="offer", sdp=ours.sdp))
        await native.set_remote_description(read)
    else:
        await native.set_remote_description(read)
        await native.set_local_description(await native.create_answer())


def restart(connection: PeerConnection, servers: Sequence[IceServer]) -> None:
    """Have the next offer look for a new way through the network by the given servers."""
    relend(connection, servers)
    _native(connection).restart_ice()


def relend(connection: PeerConnection, servers: Sequence[IceServer]) -> None:
    """Have a new way be looked for by the given servers."""
    webrtc = importlib.import_module("webrtc")
    listed = [
        webrtc.RTCIceServer(urls=list(s.urls), username=s.username, credential=s.credential)
        for s in servers
    ]
    kept = _native(connection).get_configuration()
    kept.ice_servers = listed
    _native(connection).set_configuration(kept)


def roots() -> str:
    """Return the certificates (PEM) that it believes of a TURN server."""
    return (files("counselling.call.media") / "data" / "libwebrtc_roots.pem").read_text("utf-8")


async def _set(sender: Any, name: str, *, value: object) -> None:
    chosen = sender.get_parameters()
    for encoding in chosen.encodings:
        setattr(encoding, name, value)
    await sender.set_parameters(chosen)


def _bits(kbit: int | None) -> int | None:
    return None if kbit is None else kbit * 1000


def _native(connection: PeerConnection) -> Any:
    return vars(connection)["_native"]


def _is(entry: Any, kind: str) -> bool:
    return str(entry.type) == kind
