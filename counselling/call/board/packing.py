"""What the board sends, made small: raw DEFLATE that begins with the words of every picture.

Both ends know the dictionary (assets/patient_page/inflate.js has the same), so that a patch of one
line is not longer than its news. What packing would make longer goes as text.
"""

import zlib
from typing import Final

_RAW: Final = -15  # no header, the widest window
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


def packed(text: str) -> str | bytes:
    """Return a text as the shorter of what it is and what it can be packed to."""
    octets = text.encode()
    press = zlib.compressobj(9, zlib.DEFLATED, _RAW, 9, zdict=DICTIONARY.encode())
    small = press.compress(octets) + press.flush()
    return small if len(small) < len(octets) else text


def unpacked(message: str | bytes) -> str:
    """Return the text of a message. Raises ValueError when it is none."""
    if isinstance(message, str):
        return message
    spread = zlib.decompressobj(_RAW, zdict=DICTIONARY.encode())
    try:
        text = (spread.decompress(message) + spread.flush()).decode()
    except (zlib.error, UnicodeDecodeError):
        raise ValueError("packing") from None
    if not spread.eof:
        raise ValueError("packing")
    return text
