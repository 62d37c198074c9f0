"""The letter's HTML twin: the same words for a screen reader, a telephone, or large print.

One file without scripts and without anything fetched: it can be opened from a mail, offline, years
later. Every text is escaped; pictures are the letter's own vectors with their description.
"""

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from counselling.drawing.ink import PAPER_COLOURS, Ink
from counselling.letters.asking import Question, Signatures
from counselling.letters.characters import clean
from counselling.letters.inline import Direction, Gap, Inline, Parts, Strong, Token
from counselling.letters.letter import (
    Annex,
    Block,
    Bullets,
    Definitions,
    Figure,
    Heading,
    KeyBox,
    Letter,
    Notice,
    Paragraph,
    Section,
    SourceNote,
    Table,
)
from counselling.letters.page import Size

_STYLE: Final = """
:root {{ color-scheme: light; }}
body {{ font: {size}px/1.5 "Noto Sans", "Noto Naskh Arabic", system-ui, sans-serif;
  color: {ink}; background: {paper}; margin: 0 auto; padding: 1.5rem; max-width: 44rem; }}
h1 {{ color: {accent}; font-size: 1.5em; line-height: 1.2; }}
h2 {{ color: {accent}; font-size: 1.15em; margin: 1.6em 0 .3em; }}
p {{ margin: .5em 0; }}
address {{ font-style: normal; }}
header p, .small, figcaption {{ color: {soft}; font-size: .9em; }}
.box, .notice {{ padding: .6em 1em; border-inline-start: .3em solid {accent};
  background: {ground}; }}
.notice {{ border-color: {contrast}; background: {contrast_ground}; }}
.box h2 {{ margin-top: .2em; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ text-align: start; vertical-align: top; padding: .3em .8em .3em 0;
  border-bottom: 1px solid {line}; }}
dt {{ font-weight: bold; }} dd {{ margin: 0 0 .4em; margin-inline-start: 1em; }}
figure {{ margin: 1em 0; overflow-x: auto; }} figure svg {{ max-width: 100%; height: auto; }}
fieldset {{ border: 0; padding: 0; margin: .8em 0; }} legend {{ padding: 0; }}
label {{ display: inline-block; padding: .4em 1.2em .4em 0; }}
input {{ width: 1.2em; height: 1.2em; accent-color: {accent}; }}
bdi {{ overflow-wrap: anywhere; }} a {{ color: {accent}; }}
.gap {{ border-bottom: 1px solid {line}; color: {soft}; padding-inline-end: 4em; }}
.annex {{ border-top: 2px solid {accent}; margin-top: 3em; }}
@media print {{ body {{ max-width: none; padding: 0; }} .annex {{ break-before: page; }} }}
"""
_PX_PER_PT: Final = 16 / 11  # a letter's usual text is a browser's usual text


def twin(letter: Letter, *, size: Size = Size.USUAL) -> str:
    """Return the letter as one HTML page; the same letter is the same text."""
    write = _Writer(letter.direction)
    colours = {ink.value: PAPER_COLOURS[ink] for ink in Ink}
    style = _STYLE.format(
        size=round(size.value * _PX_PER_PT),
        ground=colours["accent_ground"],
        **{name: colour for name, colour in colours.items() if name != "accent_ground"},
    )
    head = (
        f'<!DOCTYPE html>\n<html lang="{letter.language}" dir="{letter.direction}">\n'
        '<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_text(letter.title)}</title><style>{style}</style></head>\n"
    )
    return head + "<body>\n" + "\n".join(_body(letter, write)) + "\n</body>\n</html>\n"


def _body(letter: Letter, write: "_Writer") -> Iterator[str]:
    lines = "".join(f"<p>{write.inline(line)}</p>" for line in letter.sender.lines)
    yield f"<header><strong>{_text(letter.sender.name)}</strong>{lines}</header>"
    yield "<main>"
    to = "<br>".join(_bdi(line) for line in letter.recipient)
    yield f"<address>{to}</address><p>{_text(letter.date)}</p>"
    yield f"<h1>{_text(letter.title)}</h1>"
    if letter.about:
        yield f'<p class="small">{write.inline(letter.about)}</p>'
    yield from (write.block(notice) for notice in letter.notices)
    yield f"<p>{write.inline(letter.greeting)}</p>"
    yield from (write.section(section) for section in letter.sections)
    yield f"<p>{write.inline(letter.closing)}</p>"
    yield "".join(f"<p>{_bdi(line)}</p>" for line in letter.signature)
    if letter.annex is not None:
        yield _annex(letter.annex)
    marks = (Token(letter.id), Token(letter.template_version))
    told = " · ".join(map(write.token, marks))
    yield f'</main><footer class="small"><p>{told}</p></footer>'


def _annex(annex: Annex) -> str:
    write = _Writer(annex.direction)
    blocks = "".join(write.block(block) for block in annex.blocks)
    return (
        f'<section class="annex" lang="{annex.language}" dir="{annex.direction}">'
        f"<h2>{write.inline(annex.title)}</h2>{blocks}</section>"
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the parts of a page that runs in this direction."""

    direction: Direction

    def section(self, section: Section) -> str:
        blocks = "".join(self.block(block) for block in section.blocks)
        body = f"<h2>{self.inline(section.title)}</h2>{blocks}"
        is_box = isinstance(section.blocks[0], KeyBox)
        return f'<section class="box">{body}</section>' if is_box else f"<section>{body}</section>"

    def inline(self, parts: Parts) -> str:
        return "".join(self.part(part) for part in parts)

    def part(self, part: Inline) -> str:
        match part:
            case str():
                return _text(part)
            case Token():
                return self.token(part)
            case Gap(label=label):
                return f'<span class="gap">{_text(label)}</span>'
            case Strong(parts):
                return f"<strong>{self.inline(parts)}</strong>"

    def token(self, token: Token) -> str:
        shown = f'<bdi dir="ltr">{_text(token.text)}</bdi>'
        if not token.address:
            return shown
        return f'<a href="{html.escape(token.address)}" rel="noreferrer">{shown}</a>'

    def paragraph(self, paragraph: Paragraph, tag: str) -> str:
        turned = paragraph.direction not in (None, self.direction)
        direction = f' dir="{paragraph.direction}"' if turned else ""
        return f"<{tag}{direction}>{self.inline(paragraph.parts)}</{tag}>"

    def block(self, block: Block) -> str:
        match block:
            case Heading(level, parts):
                return f"<h{level}>{self.inline(parts)}</h{level}>"
            case Paragraph():
                return self.paragraph(block, "p")
            case Bullets(items) | KeyBox(items):
                return f"<ul>{''.join(self.paragraph(item, 'li') for item in items)}</ul>"
            case Table():
                return self.table(block)
            case Definitions(entries):
                pairs = (f"<dt>{self.inline(a)}</dt><dd>{self.inline(b)}</dd>" for a, b in entries)
                return f"<dl>{''.join(pairs)}</dl>"
            case Notice(parts):
                return f'<p class="notice" role="note">{self.inline(parts)}</p>'
            case SourceNote(parts, label, sources):
                told = f'<p class="small">{self.inline(parts)}</p>'
                if not sources:
                    return told
                listed = _bdi("; ".join(sources))
                return f'{told}<p class="small">{self.inline(label)} {listed}</p>'
            case Question():
                return self.question(block)
            case Signatures(lines, day):
                return "".join(
                    f'<p><span class="gap">{self.inline(line.label)}</span> '
                    f'<span class="gap">{self.inline(day)}</span></p>'
                    for line in lines
                )
            case Figure():
                return self.figure(block)

    def table(self, table: Table) -> str:
        head = "".join(f'<th scope="col">{self.inline(cell)}</th>' for cell in table.header)
        rows = "".join(
            f"<tr>{''.join(f'<td>{self.inline(cell)}</td>' for cell in row)}</tr>"
            for row in table.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"

    def question(self, question: Question) -> str:
        boxes = "".join(
            f'<label><input type="checkbox" disabled{" checked" if answer.is_ticked else ""}> '
            f"{self.inline(answer.label)}</label>"
            for answer in question.answers
        )
        return f"<fieldset><legend>{self.inline(question.parts)}</legend>{boxes}</fieldset>"

    def figure(self, figure: Figure) -> str:
        named = html.escape(clean(figure.picture.alternative_text))
        more = "".join(self.block(other) for other in (figure.beside, figure.note) if other)
        return (
            f'<figure><div role="img" aria-label="{named}" dir="ltr">{figure.picture.svg}</div>'
            f"<figcaption>{self.inline(figure.caption)}</figcaption></figure>{more}"
        )


def _text(text: str) -> str:
    return html.escape(clean(text), quote=False)


def _bdi(text: str) -> str:
    return f"<bdi>{_text(text)}</bdi>"
