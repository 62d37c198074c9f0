"""How a name sounds, as Daitch and Mokotoff code it: six digits, several codes where in doubt.

Chosen for Europe: one table reads German, Polish, Russian, Hungarian and French spellings of one
sound (Schtscherbakow, Shcherbakov, Szczerbakow). Cologne's phonetics know German alone, Soundex
and Metaphone English; Beider-Morse knows more languages, and its tables are as long as a room.
Source: Daitch, Mokotoff 1985, coding chart as published by Avotaynu and JewishGen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

DIGITS: Final = 6
_MOST_CODES: Final = 6
_VOWELS: Final = frozenset("aeiou")

# Letters: code at the beginning, before a vowel, elsewhere; "-" is not coded, "/" parts two ways.
_CHART: Final = """
ai aj ay: 0 1 -
au: 0 7 -
a: 0 - -
b: 7 7 7
chs: 5 54 54
ch: 5/4 5/4 5/4
ck: 5/45 5/45 5/45
cz cs csz czs: 4 4 4
c: 5/4 5/4 5/4
drz drs ds dsh dsz dz dzh dzs: 4 4 4
d dt: 3 3 3
ei ej ey: 0 1 -
eu: 1 1 -
e: 0 - -
fb f: 7 7 7
g: 5 5 5
h: 5 5 -
ia ie io iu: 1 - -
i: 0 - -
j: 1/4 -/4 -/4
ks: 5 54 54
kh k: 5 5 5
l: 8 8 8
mn nm: 66 66 66
m n: 6 6 6
oi oj oy: 0 1 -
o: 0 - -
p pf ph: 7 7 7
q: 5 5 5
rz rs: 94/4 94/4 94/4
r: 9 9 9
schtsch schtsh schtch: 2 4 4
sch: 4 4 4
shtch shch shtsh: 2 4 4
sht scht schd: 2 43 43
sh: 4 4 4
stch stsch sc: 2 4 4
strz strs stsh: 2 4 4
st: 2 43 43
szcz szcs: 2 4 4
szt shd szd sd: 2 43 43
sz s: 4 4 4
tch ttch ttsch: 4 4 4
th: 3 3 3
trz trs tsch tsh: 4 4 4
ts tts ttsz tc tz ttz tzs tsz: 4 4 4
t: 3 3 3
ui uj uy: 0 1 -
u ue: 0 - -
v w: 7 7 7
x: 5 54 54
y: 1 - -
zdz zdzh zhdzh: 2 4 4
zd zhd: 2 43 43
zh zs zsch zsh: 4 4 4
z: 4 4 4
"""


@dataclass(frozen=True, slots=True)
class _Rule:
    letters: str
    first: tuple[str, ...]
    before_vowel: tuple[str, ...]
    elsewhere: tuple[str, ...]

    def codes(self, word: str, place: int) -> tuple[str, ...]:
        """Codes of these letters at a place of a word."""
        if place == 0:
            return self.first
        after = word[place + len(self.letters) :][:1]
        return self.before_vowel if after in _VOWELS and after else self.elsewhere


def _rules() -> Mapping[str, tuple[_Rule, ...]]:
    by_letter: dict[str, list[_Rule]] = {}
    for line in _CHART.strip().split("\n"):
        letters, _, codes = line.partition(":")
        told = [tuple(c.replace("-", "") for c in cell.split("/")) for cell in codes.split()]
        for pattern in letters.split():
            by_letter.setdefault(pattern[0], []).append(_Rule(pattern, told[0], told[1], told[2]))
    return {
        letter: tuple(sorted(rules, key=lambda rule: -len(rule.letters)))
        for letter, rules in by_letter.items()
    }


_RULES: Final = _rules()


def sounds(word: str) -> tuple[str, ...]:
    """Return the codes of a word in small letters a to z; letters of other scripts are not heard.

    Codes are six digits, sorted; none where nothing is heard. At most six of them.
    """
    told = {("", "")}  # digits so far, and the last letters' code: neighbours that sound alike
    place, is_heard = 0, False
    while place < len(word):
        rule = _rule(word, place)
        if rule is None:
            place += 1
            continue
        is_heard = True
        told = {_with(*one, code) for one in told for code in rule.codes(word, place)}
        told = set(sorted(told)[:_MOST_CODES])
        place += len(rule.letters)
    return tuple(sorted({code.ljust(DIGITS, "0") for code, _ in told})) if is_heard else ()


def _with(digits: str, last: str, code: str) -> tuple[str, str]:
    is_same = bool(code) and code == last and code != "66"
    return (digits if is_same else (digits + code)[:DIGITS]), code


def _rule(word: str, place: int) -> _Rule | None:
    for rule in _RULES.get(word[place], ()):
        if word.startswith(rule.letters, place):
            return rule
    return None
