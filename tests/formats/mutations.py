"""Files that went wrong: what disks, editors and evil people do to a family file."""

import io
import random
import re
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from counselling.errors import FormatError
from counselling.formats import registry
from counselling.formats.format import FileFormat
from counselling.pedigree.validation import is_blocked
from tests.families.builders import (
    breast_ovarian,
    married_cousins,
    three_generations,
    twin_sisters,
)

SLOW_SECONDS = 2.0
WORD = re.compile(rb"[\w.@-]+")
NUMBERS = (b"NaN", b"-1", b"1e999", b"9" * 400, b"0", b"-0", b"Infinity", b"1e-400", b"\xd9\xa3")
ODD = (b"", b'""', b"null", b"[]", b"{}", b"true", b"0", b"\\ud800", b"\xff\xfe", b"\x00", b"@@")
ODD = (*ODD, b"\xe2\x80\xae", b"#", b"//", b"\t", b"\r", b"'", b'"')


def truncated(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data))]


def flipped(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        place = rng.randrange(len(out))
        out[place : place + rng.randint(0, 3)] = rng.randbytes(rng.randint(0, 3))
        if not out:
            break
    return bytes(out)


def with_lines_moved(data: bytes, rng: random.Random) -> bytes:
    lines = data.split(b"\n")
    for _ in range(rng.randint(1, 4)):
        place = rng.randrange(len(lines))
        match rng.randrange(3):
            case 0:
                lines.insert(rng.randrange(len(lines)), lines[place])
            case 1 if len(lines) > 1:
                del lines[place]
            case _:
                other = rng.randrange(len(lines))
                lines[place], lines[other] = lines[other], lines[place]
    return b"\n".join(lines)


def with_words_swapped(data: bytes, rng: random.Random) -> bytes:
    """Ids doubled, parents who are their own children, fields in each other's places."""
    found = list(WORD.finditer(data))
    if len(found) < 2:
        return data
    for _ in range(rng.randint(1, 3)):
        one, other = sorted(rng.sample(found, 2), key=lambda match: match.start())
        data = data[: one.start()] + other[0] + data[one.end() :]
        found = list(WORD.finditer(data))
        if len(found) < 2:
            break
    return data


def with_odd_values(data: bytes, rng: random.Random) -> bytes:
    found = list(WORD.finditer(data))
    if not found:
        return data
    match = rng.choice(found)
    value = rng.choice((*NUMBERS, *ODD))
    start, end = match.span()
    if rng.random() < 0.5 and data[start - 1 : start] == b'"' == data[end : end + 1]:
        start, end = start - 1, end + 1
    return data[:start] + value + data[end:]


def nested(data: bytes, rng: random.Random) -> bytes:
    """A value buried in brackets, deep or without end."""
    place = data.find(b":", rng.randrange(len(data))) + 1
    depth = rng.choice((3, 60, 2_000, 100_000))
    sign = rng.choice(((b"[", b"]"), (b'{"id":', b"}")))
    closing = sign[1] * depth if rng.random() < 0.5 else b""
    return data[:place] + sign[0] * depth + b"1" + closing + data[place:]


MUTATIONS: Sequence[Callable[[bytes, random.Random], bytes]] = (
    truncated,
    flipped,
    flipped,
    with_lines_moved,
    with_words_swapped,
    with_words_swapped,
    with_odd_values,
    with_odd_values,
    nested,
)


def inside(data: bytes, rng: random.Random) -> bytes:
    """A workbook whose sheet went wrong before it was zipped."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    name = rng.choice([name for name in parts if name.startswith("xl/")])
    parts[name] = mutated(parts[name], rng)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for part, content in parts.items():
            book.writestr(part, content)
    return out.getvalue()


def mutated(data: bytes, rng: random.Random) -> bytes:
    """One to three things go wrong with a file."""
    if data[:4] == b"PK\x03\x04" and rng.random() < 0.8:
        return inside(data, rng)
    for _ in range(rng.choice((1, 1, 2, 3))):
        if data:
            data = rng.choice(MUTATIONS)(data, rng)
    return data


def seeds(form: FileFormat, shared: Path) -> list[bytes]:
    """Whole files of a format: what it writes itself, and other programs' where they are."""
    families = (breast_ovarian(), three_generations(), twin_sisters(), married_cousins())
    found = [form.write((family,)).content for family in families]
    found.append(form.write(families[:2]).content)
    for path in sorted(shared.glob("*/*")) if shared.is_dir() else ():
        data = path.read_bytes()
        if 0 < len(data) < 40_000 and is_of(form, data):
            found.append(data)
    return found


def is_of(form: FileFormat, data: bytes) -> bool:
    try:
        return registry.recognise(data)[0].name == form.name
    except FormatError:
        return False


def complaints(data: bytes) -> Iterator[str]:
    """What a reader did wrong with a file: crashed, was slow, or let something impossible in."""
    started = time.thread_time()  # of the reader alone: a busy machine is not its fault
    try:
        reading = registry.read(data)
    except FormatError as refused:
        line = refused.fields.get("line", 1)
        if not isinstance(line, int) or line < 1:
            yield f"{refused.message_id} names line {line!r}"
    except Exception as crash:  # noqa: BLE001 whatever it is, it is the finding
        yield f"crash: {crash!r}"
    else:
        for family in reading.families:
            if any(not person.id for person in family.persons):
                yield "a person without an id"
            if is_blocked(family):
                yield "a family that contradicts itself"
    seconds = time.thread_time() - started
    if seconds > SLOW_SECONDS:
        yield f"took {seconds:.1f} s"
