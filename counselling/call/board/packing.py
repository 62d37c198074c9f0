"""What the board sends, made small: raw DEFLATE that begins with the words of every picture.

Both ends know the dictionary (assets/patient_page/inflate.js has the same), so that a patch of one
line is not longer than its news. A patch may begin with the picture that it is of, too: then a byte
stands before it that begins no DEFLATE (a block of the kind that RFC 1951, 3.2.3 reserves), and the
Adler-32 of all that is taken for known, as in RFC 1950, 2.2: whoever has another picture unpacks
nothing. What packing would make longer goes as text.
"""

import json
import zlib
from collections.abc import Mapping
from typing import Final

_RAW: Final = -15  # no header, the widest window
_WINDOW: Final = 1 << 15  # bytes that DEFLATE looks back
_OF_PICTURE: Final = b"\x07"
_CHECK_BYTES: Final = 4
_FULL_CIRCLE: Final = (
    '["M",0,-17],["L",1.48,-16.94],["L",2.95,-16.74],["L",4.4,-16.42],["L",5.81,-15.97],'
    '["L",7.18,-15.41],["L",8.5,-14.72],["L",9.75,-13.93],["L",10.93,-13.02],["L",12.02,-12.02],'
    '["L",13.02,-10.93],["L",13.93,-9.75],["L",14.72,-8.5],["L",15.41,-7.18],["L",15.97,-5.81],'
    '["L",16.42,-4.4],["L",16.74,-2.95],["L",16.94,-1.48],["L",17,0],["L",16.94,1.48],'
    '["L",16.74,2.95],["L",16.42,4.4],["L",15.97,5.81],["L",15.41,7.18],["L",14.72,8.5],'
    '["L",13.93,9.75],["L",13.02,10.93],["L",12.02,12.02],["L",10.93,13.02],["L",9.75,13.93],'
    '["L",8.5,14.72],["L",7.18,15.41],["L",5.81,15.97],["L",4.4,16.42],["L",2.95,16.74],'
    '["L",1.48,16.94],["L",0,17],["Z"]'
)
DICTIONARY: Final = (
    f'"items":[{{"t":"path","d":[{_FULL_CIRCLE}],"fill":"ink","stroke":null}},'
    '"dash":[4,3],"bold":true,"dir":"rtl","anchor":"end","ink":"accent","breast cancer ovary"'
    '{"t":"snapshot","version":1,"part":0,"parts":1,"text":"'
    '{"t":"rect","x":0,"y":0,"w":34,"h":34,"r":0,"fill":"paper","stroke":null},'
    '{"t":"rect","x":0,"y":0,"w":34,"h":34,"r":0,"fill":null,"stroke":{"ink":"ink","w":1.4,"dash":[]}},'
    '{"t":"text","x":17,"y":47.2,"text":"30 y","size":8.5,"anchor":"middle","ink":"ink",'
    '"bold":false,"dir":"ltr"},{"t":"text","x":17,"y":58.7,"text":"III-2"'
    '{"t":"line","x1":0,"y1":0,"x2":34,"y2":0,"stroke":{"ink":"ink","w":1.4,"dash":[]}},'
    '{"t":"line","x1":-20,"y1":20,"x2":21,"y2":-22,"stroke":{"ink":"ink","w":1.05,"dash":[]}},'
    '{"t":"group","x":0,"y":0,"subject":"p1","label":"II-1: woman, age not known. man, d. 60 y",'
    '"items":[{"t":"circle","x":0,"y":0,"r":17,"fill":"paper","stroke":null},'
    '{"t":"circle","x":0,"y":0,"r":17,"fill":null,"stroke":{"ink":"ink","w":1.4,"dash":[]}},'
    '{"t":"text","x":0,"y":30.2,"text":"60 y","size":8.5,"anchor":"middle","ink":"ink",'
    '"bold":false,"dir":"ltr"},{"t":"text","x":0,"y":41.7,"text":"II-1","size":8.5,"anchor":"middle","ink":"soft",'
    '"bold":false,"dir":"ltr"}]}]}{"=":{"x2":0,"y2":0}},{"m":[0,6.75],"=":{"x2":'
    '{"t":"patch","version":2,"base":1,"head":{"w":100,"h":100,"description":'
    '"persons, drawn in generations from the oldest at the top."},"ops":[1,[0.25,0,1],'
    '{"=":{"label":"II-1: "},"/":[4,{"=":{"text":"II-1"}}]},{"+":['
)


def written(table: Mapping[str, object]) -> str:
    """Return a table as JSON, letter for letter as a browser writes it."""
    return json.dumps(table, ensure_ascii=False, separators=(",", ":"))


def packed(text: str, *, before: str = "") -> str | bytes:
    """Return a text as the shortest of what it is and what it can be packed to.

    before: the picture that the other end has, as `written`; "" where nothing is known of it.
    """
    octets = text.encode()
    ways: list[str | bytes] = [text, _pressed(octets, DICTIONARY.encode())]
    if before:
        known = _known(before)
        ways.append(_OF_PICTURE + _check(known) + _pressed(octets, known))
    return min(ways, key=lambda way: len(octets) if way is text else len(way))


def unpacked(message: str | bytes, *, before: str = "") -> str:
    """Return the text of a message. before: the picture that is there, as `written`.

    Raises ValueError when it is none, or of another picture.
    """
    if isinstance(message, str):
        return message
    if is_of_picture(message):
        known, start = _known(before), len(_OF_PICTURE) + _CHECK_BYTES
        if not before or message[len(_OF_PICTURE) : start] != _check(known):
            raise ValueError("packing")
        return _spread(message[start:], known)
    return _spread(message, DICTIONARY.encode())


def is_of_picture(message: str | bytes) -> bool:
    """Whether a message can be unpacked only by who has the picture that it is of."""
    return isinstance(message, bytes) and message.startswith(_OF_PICTURE)


def _known(before: str) -> bytes:
    """Return what both ends know: the end of the picture, and the words of every picture."""
    return (before + DICTIONARY).encode(errors="replace")[-_WINDOW:]


def _check(known: bytes) -> bytes:
    return zlib.adler32(known).to_bytes(_CHECK_BYTES, "big")


def _pressed(octets: bytes, known: bytes) -> bytes:
    press = zlib.compressobj(9, zlib.DEFLATED, _RAW, 9, zdict=known)
    return press.compress(octets) + press.flush()


def _spread(pack: bytes, known: bytes) -> str:
    spread = zlib.decompressobj(_RAW, zdict=known)
    try:
        text = (spread.decompress(pack) + spread.flush()).decode()
    except (zlib.error, UnicodeDecodeError):
        raise ValueError("packing") from None
    if not spread.eof:
        raise ValueError("packing")
    return text
