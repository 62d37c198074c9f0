"""The page's files as they lie on disk: small, their own, in every language."""

import json
import re
from pathlib import Path

import pytest

from app.rendezvous.page import published_hash, read_page
from counselling.call.board.board_words import Kind
from counselling.call.line.circle_words import COUNSELLOR
from counselling.call.link.before_call import Sentence
from counselling.call.link.form import Relative
from counselling.call.link.room import Role
from counselling.call.talk.talk_words import End
from counselling.language.catalogue import Catalogue
from counselling.language.pseudo import CODES

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "assets" / "patient_page"
SCRIPTS = sorted(PAGE.glob("*.js"))


def words_used() -> set[str]:
    """Message ids in the HTML and in the scripts, those put together from parts included."""
    html = (PAGE / "index.html").read_text()
    found = set(re.findall(r'data-(?:say|name)="([\w.]+)"', html))
    steps = "check|waiting|call|line|goodbye|stop|safety|board|consent|propose|room|form"
    steps += "|talk|file|hold|plan|people|private|listen|speak_to|sign|caption|welcome"
    quoted = re.compile(rf'"((?:{steps})\.\w+)"')
    for script in SCRIPTS:
        found |= set(quoted.findall(script.read_text()))
    ends = {"goodbye.left", *(used for used in found if used.startswith("stop."))}
    found |= {f"{end}_more" for end in (*ends, "goodbye.ended")}
    kinds = ("works", "refused", "missing", "busy")
    found |= {f"check.{device}_{kind}" for device in ("camera", "microphone") for kind in kinds}
    found |= {f"check.{device}_lost" for device in ("camera", "microphone")}
    found |= {f"check.microphone_{state}" for state in ("silent", "muted")}
    found |= {f"check.speaker_{state}" for state in ("asked", "heard", "unheard")}
    found |= {f"check.line_{state}" for state in ("asking", "good", "slow", "blocked", "away")}
    found.add("people.counted")
    found |= {f"check.relay_{state}" for state in ("good", "refused", "blocked")}
    found |= {f"call.{device}_back" for device in ("camera", "microphone")}
    found |= {f"note.{sentence}" for sentence in Sentence if sentence}
    found |= {f"form.{reason}" for reason in ("refused", "full", "lost")}
    found |= {f"form.{answer}" for answer in ("unknown", "yes", "no")}
    found |= {f"propose.{kind}" for kind in Kind}
    found |= {f"kin.{relative}" for relative in Relative}
    found |= {f"people.{role}" for role in (*Role, COUNSELLOR)}
    found |= {f"file.{end}" for end in End}
    return found | {"check.camera_off", "check.refused", "check.missing"}


def test_a_patient_loads_well_under_150_kib_in_any_language() -> None:
    page = read_page(PAGE, ROOT / "translations")
    files = sum(len(page.packed[content]) for content in page.files.values())
    words = max(len(page.packed[content]) for content in page.words.values())
    assert files + words < 80 * 1024
    assert sum(len(content) for content in page.files.values()) < 200 * 1024


def test_languages_that_nobody_speaks_are_offered_to_developers_alone_and_change_the_hash() -> None:
    page = read_page(PAGE, ROOT / "translations")
    theirs = read_page(PAGE, ROOT / "translations", with_pseudo=True)
    assert not set(CODES) & set(page.words)
    more = {f"{part}{code}" for part in ("", "later-", "consent-") for code in CODES}
    assert set(theirs.words) - set(page.words) == more
    assert [each["code"] for each in json.loads(theirs.words["index"])][-2:] == list(CODES)
    assert "app's menu" in json.loads(theirs.words[f"later-{CODES[1]}"])["welcome"]["in_app"]
    assert theirs.hash != page.hash == published_hash()


def test_markup_is_never_made_of_received_text() -> None:
    forbidden = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(",
                 "new Function", "DOMParser", "srcdoc")  # fmt: skip
    for script in SCRIPTS:
        text = script.read_text()
        assert not [word for word in forbidden if word in text], script.name


def test_html_holds_neither_script_nor_style() -> None:
    html = (PAGE / "index.html").read_text()
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"<style|\sstyle=|\son\w+=", html)


def test_nothing_is_fetched_from_elsewhere() -> None:
    for file in PAGE.iterdir():
        text = file.read_text()
        addresses = set(re.findall(r"(?:https?:)?//[\w.-]+\.\w+", text))
        assert addresses <= {"http://www.w3.org"}, file.name


def test_every_word_of_the_page_is_there_in_every_language(
    english: Catalogue, german: Catalogue, arabic: Catalogue
) -> None:
    for language in (english, german, arabic):
        assert [used for used in sorted(words_used()) if not language.has(used)] == [], (
            language.code
        )


def test_no_message_is_there_that_the_page_does_not_say() -> None:
    po = (PAGE.parents[1] / "translations" / "en" / "patient.po").read_text("utf-8")
    ids = set(re.findall(r'^msgid "([\w.]+)"$', po, re.MULTILINE))
    assert ids - words_used() == set()


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_page_messages_have_plain_blanks_only(code: str) -> None:
    po = (PAGE.parents[1] / "translations" / code / "patient.po").read_text("utf-8")
    for blank in re.findall(r"\{[^}]*\}", po):
        assert re.fullmatch(r"\{\w+\}", blank)


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_and_edges_have_enough_contrast(mode: str) -> None:
    css = (PAGE / "page.css").read_text()
    light, dark = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    t = tokens(light if mode == "light" else dark)
    text_on_ground = [
        ("text", "window"), ("text", "surface"), ("soft", "surface"), ("soft", "window"),
        ("on-accent", "accent"), ("caution", "caution-ground"), ("danger", "surface"),
        ("good", "surface"), ("text", "accent-ground"),
    ]  # fmt: skip
    for text, ground in text_on_ground:
        assert contrast(t[text], t[ground]) >= 4.5, (text, ground)
    for edge, ground in (("edge", "surface"), ("edge", "window"), ("accent", "window")):
        assert contrast(t[edge], t[ground]) >= 3.0, (edge, ground)
