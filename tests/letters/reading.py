"""How readers of a PDF file take a letter: by place (pdfium, poppler) and by its tags."""

import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2

from counselling.letters.letter import Letter
from counselling.letters.page import page_data


def pdfium_text(path: Path) -> str:
    """The text as Chrome's viewer copies it."""
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def poppler_text(path: Path, *, raw: bool = False) -> str:
    """The text as poppler's viewers copy it; raw: in the order of the content."""
    command = ["pdftotext", *(["-raw"] if raw else []), str(path), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def plain(text: str) -> str:
    """Fold what a reader may add or change: forms, marks that show nothing, white space."""
    text = unicodedata.normalize("NFKC", text)
    shown = (c for c in text if unicodedata.category(c) not in ("Cf", "Cc") or c.isspace())
    return " ".join("".join(shown).split())


def dense(text: str) -> str:
    """The text without any white space."""
    return plain(text).replace(" ", "")


# letters of the Arabic script and their marks, no stops and no digits
_ARABIC_WORD = re.compile("[\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff]+")


def recall(wanted: str, read: str, direction: str) -> float:
    """Return how many of the wanted words were read whole, as a share.

    From right to left a word is what is written in Arabic letters: stops and tokens have their own
    places in a line there, and readers set spaces beside them as they like.
    """
    if direction == "rtl":
        told, found = (Counter(_ARABIC_WORD.findall(plain(text))) for text in (wanted, read))
    else:
        # colons and commas between a word and its meaning, names and lines, are the page's own
        told, found = (
            Counter(word.rstrip(":,") for word in plain(text).split()) for text in (wanted, read)
        )
    return (told & found).total() / told.total()


@dataclass(frozen=True, slots=True)
class Told:
    """A paragraph as the letter means it: its whole text, and the tokens in it."""

    text: str
    tokens: tuple[str, ...]


def told(letter: Letter) -> Iterator[Told]:
    """All paragraphs, cells and lines of a letter in reading order, its foot left out."""
    data = page_data(letter)
    unread = {"id_line", "page_line"} | ({"return_line"} if not letter.is_posted else set())
    for key, value in data.items():
        if key not in unread:
            yield from _told(value)


def out_of_order(wanted: Iterable[str], read: str) -> list[str]:
    """Return what does not come after that before it."""
    at, lost = 0, []
    for told in wanted:
        found = read.find(told, at)
        if found < 0:
            lost.append(told)
        else:
            at = found + len(told)
    return lost


def _told(value: object) -> Iterator[Told]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _told(inner)
    elif isinstance(value, list) and value and _is_run(value[0]):
        yield Told(
            "".join(str(run[0]) for run in value),
            tuple(str(run[0]) for run in value if run[1] in ("token", "line", "long")),
        )
    elif isinstance(value, list):
        for inner in value:
            yield from _told(inner)


def _is_run(value: object) -> bool:
    return isinstance(value, list) and len(value) == 4 and isinstance(value[2], bool)


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the structure tree with everything that is read out inside it."""

    kind: str
    text: str
    alternative_text: str
    language: str


def elements(path: Path) -> list[Element]:
    """The structure tree in its own order, outer elements before inner ones."""
    with pikepdf.open(path) as document:
        pages = {page.obj.objgen: _marked_texts(page) for page in document.pages}
        out: list[Element] = []
        _walk(document.Root.StructTreeRoot, None, pages, out)
        return out


def _walk(
    element: pikepdf.Object,
    page: pikepdf.Object | None,
    pages: dict[tuple[int, int], dict[int, str]],
    out: list[Element],
) -> str:
    page = element.get("/Pg", page)
    place = len(out)
    kids = element.get("/K", [])
    text = ""
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            text += _walk(kid, page, pages, out)
        elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
            text += pages[kid.get("/Pg", page).objgen].get(int(kid.MCID), "")
        elif not isinstance(kid, pikepdf.Dictionary):
            assert page is not None
            text += pages[page.objgen].get(int(kid), "")
    if "/S" in element:
        names = (str(element.get(key, "")) for key in ("/Alt", "/Lang"))
        out.insert(place, Element(str(element.S)[1:], text, *names))
    return text


def _marked_texts(page: pikepdf.Page) -> dict[int, str]:
    """Text by marked-content id.

    Strings in ReversedChars are turned about, and ActualText stands for what it encloses
    (ISO 32000-1, 14.8.2.3.3 and 14.9.4).
    """
    names = {name: _names(font) for name, font in page.Resources.get("/Font", {}).items()}
    texts: dict[int, str] = {}
    font: dict[int, str] = {}
    marks: list[_Mark] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BMC" | "BDC":
                marks.append(_Mark.of(*operands))
            case "EMC":
                mark = marks.pop()
                if mark.mcid is not None:
                    texts[mark.mcid] = mark.text
                elif marks and mark.tag != "/Artifact":
                    marks[-1].add(mark.text)
            case "Tf":
                font = names[str(operands[0])]
            case "Tj" | "TJ" if marks:
                is_reversed = marks[-1].tag == "/ReversedChars"
                for string in operands[0] if str(operator) == "TJ" else operands:
                    if isinstance(string, pikepdf.String):
                        read = [font.get(glyph, "") for glyph in _glyphs(string)]
                        marks[-1].add("".join(reversed(read) if is_reversed else read))
    return texts


@dataclass
class _Mark:
    """A marked sequence that is open, with the text read in it so far."""

    tag: str
    mcid: int | None
    actual_text: str | None
    read: str = ""

    @classmethod
    def of(cls, tag: pikepdf.Object, told: object = None) -> "_Mark":
        if not isinstance(told, pikepdf.Dictionary):
            return cls(str(tag), None, None)
        mcid, actual = told.get("/MCID"), told.get("/ActualText")
        return cls(
            str(tag),
            None if mcid is None else int(mcid),
            None if actual is None else str(actual),
        )

    @property
    def text(self) -> str:
        return self.read if self.actual_text is None else self.actual_text

    def add(self, text: str) -> None:
        self.read += text


def _glyphs(string: pikepdf.String) -> list[int]:
    raw = bytes(string)
    return [raw[i] << 8 | raw[i + 1] for i in range(0, len(raw), 2)]


def _names(font: pikepdf.Object) -> dict[int, str]:
    if "/ToUnicode" not in font:
        return {}
    text = font.ToUnicode.read_bytes().decode("latin-1")

    def letters(code: str) -> str:
        return bytes.fromhex(code).decode("utf-16-be")

    names: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for glyph, code in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            names[int(glyph, 16)] = letters(code)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for first, last, code in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for i in range(int(last, 16) - int(first, 16) + 1):
                names[int(first, 16) + i] = chr(int(code, 16) + i)
    return names


def glyphs_shown(path: Path) -> Iterator[int]:
    """Every glyph that the file shows, pictures included; 0 is the hole (.notdef)."""
    with pikepdf.open(path) as document:
        for thing in document.objects:
            is_page = isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Page"
            if is_page or (isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"):
                for operands, operator in pikepdf.parse_content_stream(thing):
                    if str(operator) in ("Tj", "TJ"):
                        shown = operands[0] if str(operator) == "TJ" else operands
                        for string in shown:
                            if isinstance(string, pikepdf.String):
                                yield from _glyphs(string)
