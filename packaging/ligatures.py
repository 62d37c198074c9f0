"""Ligatures of letters made into as many glyphs as letters, for whoever reads a PDF file.

A glyph that stands for two letters comes to a reader as one piece. Readers that turn right-to-left
text about by its glyphs leave the letters inside as they were: "la" is read "al", and every tenth
Arabic word holds one. With a glyph for each letter there is nothing left to be turned wrongly.

The last letter's glyph draws the whole ligature, the others draw nothing: from right to left the
last one begins where the ligature began. Together they are as wide as it was, and marks stand where
they stood. Ligatures of two marks stay: a mark belongs to its letter, and what letter and marks
mean together is told beside them (ActualText).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from fontTools.otlLib import builder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph

_LIGATURES, _CHAINS = 4, 6  # kinds of substitution
_KERNING, _MARKS_OF_LETTERS, _MARKS_OF_LIGATURES = 2, 4, 5  # kinds of placing
_IGNORES_MARKS = 8  # a lookup's flag
_LETTER, _MARK = 1, 3  # classes of glyphs
_NON_JOINER = 0x200C


class _Rule(NamedTuple):
    letters: tuple[str, ...]
    ligature: str


_Parts: TypeAlias = dict[_Rule, list[str]]
_Base: TypeAlias = tuple[str, dict[int, otTables.Anchor]]


def part_ligatures(font: TTFont) -> None:
    """Make each ligature of n letters n glyphs. Raises ValueError where kerning names its pairs."""
    for table in (font["GSUB"].table, font["GPOS"].table):
        for lookup in table.LookupList.Lookup:
            _unwrap(lookup)
    lookups = font["GSUB"].table.LookupList.Lookup
    parts: _Parts = {}
    for lookup in tuple(lookups):
        if lookup.LookupType == _LIGATURES and lookup.LookupFlag & _IGNORES_MARKS:
            rules = list(_rules(lookup))
            for rule in rules:
                if rule not in parts:
                    parts[rule] = _add_parts(font, rule)
            lookup.SubTable = [_chain(lookups, rule, parts[rule]) for rule in rules]
            lookup.LookupType = _CHAINS
    _place_marks(font, parts)


def keep_non_joiner(font: TTFont) -> None:
    """Give the zero-width non-joiner a glyph that stays: shaping drops characters without a shape.

    Dropped, it becomes a part of what the next letter stands for. Substituted it is not dropped; as
    a mark it parts no pair of letters that are kerned or told apart by their neighbours.
    """
    name, kept = font.getBestCmap()[_NON_JOINER], "nonjoiner"
    _add_empty(font, kept, 0, _MARK)
    rules = font["GSUB"].table
    found = [each for each in rules.FeatureList.FeatureRecord if each.FeatureTag == "calt"]
    for feature in (record.Feature for record in found):
        feature.LookupListIndex.append(len(rules.LookupList.Lookup))
    single = builder.buildSingleSubstSubtable({name: kept})
    rules.LookupList.Lookup.append(builder.buildLookup([single]))


def _add_empty(font: TTFont, name: str, width: int, kind: int) -> None:
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = Glyph()
    font["hmtx"][name] = (width, 0)
    font["GDEF"].table.GlyphClassDef.classDefs[name] = kind


def _unwrap(lookup: otTables.Lookup) -> None:
    """Take a lookup out of its extension; it is put back on saving where offsets ask for one."""
    if hasattr(lookup.SubTable[0], "ExtSubTable"):
        lookup.SubTable = [wrapped.ExtSubTable for wrapped in lookup.SubTable]
        lookup.LookupType = lookup.SubTable[0].LookupType


def _rules(lookup: otTables.Lookup) -> Iterator[_Rule]:
    for table in lookup.SubTable:
        for first, ligatures in table.ligatures.items():
            yield from (_Rule((first, *each.Component), each.LigGlyph) for each in ligatures)


def _chain(lookups: list[otTables.Lookup], rule: _Rule, parts: Sequence[str]) -> object:
    """Put a part for each letter where all of them follow each other, marks between them or not."""
    chain = otTables.ChainContextSubst()
    chain.Format = 3
    chain.InputCoverage = [builder.buildCoverage([letter], {letter: 0}) for letter in rule.letters]
    chain.BacktrackCoverage, chain.LookAheadCoverage, chain.SubstLookupRecord = [], [], []
    for place, (letter, part) in enumerate(zip(rule.letters, parts, strict=True)):
        record = otTables.SubstLookupRecord()
        record.SequenceIndex, record.LookupListIndex = place, len(lookups)
        chain.SubstLookupRecord.append(record)
        single = builder.buildSingleSubstSubtable({letter: part})
        lookups.append(builder.buildLookup([single], _IGNORES_MARKS))
    return chain


def _edges(width: int, many: int) -> list[int]:
    """The parts' edges from right to left."""
    return [round(width * place / many) for place in range(many, -1, -1)]


def _add_parts(font: TTFont, rule: _Rule) -> list[str]:
    """Add a glyph for each letter, in their order: the first stands to the right."""
    parts = [f"{letter}.{place}.{rule.ligature}" for place, letter in enumerate(rule.letters)]
    width, bearing = font["hmtx"][rule.ligature]
    for part, (right, left) in zip(parts, pairwise(_edges(width, len(parts))), strict=True):
        _add_empty(font, part, right - left, _LETTER)
    font["glyf"].glyphs[parts[-1]] = deepcopy(font["glyf"][rule.ligature])
    font["hmtx"][parts[-1]] = (font["hmtx"][parts[-1]][0], bearing)
    _space(font, rule.ligature, parts)
    return parts


def _space(font: TTFont, ligature: str, parts: Sequence[str]) -> None:
    """Keep the first part as far from what is before it as the ligature was, the last likewise."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for pairs in lookup.SubTable if lookup.LookupType == _KERNING else ():
            if pairs.Format == 1:
                raise ValueError("kerning by pairs of glyphs: parts would stand too near or far")
            if ligature in pairs.Coverage.glyphs:
                pairs.Coverage.glyphs.append(parts[-1])
            for classes, part in ((pairs.ClassDef1, parts[-1]), (pairs.ClassDef2, parts[0])):
                if ligature in classes.classDefs:
                    classes.classDefs[part] = classes.classDefs[ligature]


def _place_marks(font: TTFont, parts: _Parts) -> None:
    """Give each part the anchors of its letter in the ligature."""
    names, lookups = font.getReverseGlyphMap(), font["GPOS"].table.LookupList.Lookup
    letters = next(lookup for lookup in lookups if lookup.LookupType == _MARKS_OF_LETTERS)
    loose = dict(parts)
    for lookup in lookups:
        for marked in lookup.SubTable if lookup.LookupType == _MARKS_OF_LIGATURES else ():
            its_parts = {r: p for r, p in parts.items() if r.ligature in _coverage(marked)}
            bases = dict(_bases(font, marked, its_parts))
            letters.SubTable.append(builder.buildMarkBasePosSubtable(_marks(marked), bases, names))
            loose = {r: p for r, p in loose.items() if r not in its_parts}
    classes = font["GDEF"].table.GlyphClassDef.classDefs
    marks = {
        mark: (0, builder.buildAnchor(0, 0)) for mark, kind in classes.items() if kind == _MARK
    }
    bases = dict(_origins(font, loose))
    letters.SubTable.append(builder.buildMarkBasePosSubtable(marks, bases, names))


def _coverage(marked: otTables.MarkLigPos) -> Sequence[str]:
    return marked.LigatureCoverage.glyphs


def _marks(marked: otTables.MarkLigPos) -> dict[str, tuple[int, otTables.Anchor]]:
    told = zip(marked.MarkCoverage.glyphs, marked.MarkArray.MarkRecord, strict=True)
    return {mark: (record.Class, record.MarkAnchor) for mark, record in told}


def _bases(font: TTFont, marked: otTables.MarkLigPos, parts: _Parts) -> Iterator[_Base]:
    """Each part with its anchors by class of mark, told from where the part begins."""
    told = zip(_coverage(marked), marked.LigatureArray.LigatureAttach, strict=True)
    attached = {ligature: attach.ComponentRecord for ligature, attach in told}
    for rule, its_parts in parts.items():
        lefts = _edges(font["hmtx"][rule.ligature][0], len(its_parts))[1:]
        for part, record, left in zip(its_parts, attached[rule.ligature], lefts, strict=True):
            yield (
                part,
                {
                    kind: builder.buildAnchor(anchor.XCoordinate - left, anchor.YCoordinate)
                    for kind, anchor in enumerate(record.LigatureAnchor)
                    if anchor is not None
                },
            )


def _origins(font: TTFont, parts: _Parts) -> Iterator[_Base]:
    """Parts of ligatures without anchors: there a mark stands where the ligature begins."""
    for rule, its_parts in parts.items():
        lefts = _edges(font["hmtx"][rule.ligature][0], len(its_parts))[1:]
        for part, left in zip(its_parts, lefts, strict=True):
            yield part, {0: builder.buildAnchor(-left, 0)}
