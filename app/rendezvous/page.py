"""The patient's page and its words as the server hands them out: the same for every room."""

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from aiohttp import web

from app.paths import resource
from app.rendezvous.consent_texts import consent_texts
from app.rendezvous.uncommented import uncommented
from counselling.call.server.page_check import PAGE_PATH, page_hash, write_manifest
from counselling.errors import StorageError
from counselling.language.catalogue import Catalogue, read
from counselling.language.pseudo import CODES, pseudo
from counselling.language.registry import LANGUAGES, Language
from counselling.language.traits import Use, read_traits

_TYPES: Final[Mapping[str, str]] = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
_UNPACKS: Final = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
_INDEX: Final = "index.html"
_LATER: Final = "later-"  # their words come with parts that only some need (bring.js, words.js)
_OF_LATER_PARTS: Final = re.compile(
    r"(?:caption|consent|elsewhere|file|form|kin|listen|note|plan|private|propose|sign|speak_to)\.\w+"
    r"|stop\.\w+"
    r"|check\.(?:\w+_)?(?:blocked|busy|lost|missing|muted|refused|silent|slow|unheard)"
    r"|board\.(?:people_hint|pointed)|call\.read_chart|talk\.as_caption|welcome\.in_app"
    r"|people\.(?:joined|left|served)"
)
_NOT_LATER: Final = frozenset(
    {
        *("file.choose", "form.back", "form.heading", "propose.open"),  # what leads to such a part
        "check.microphone_silent",  # who reads in peace is told so
        *("stop.proof", "stop.proof_more"),  # what no server may hold back
    }
)
_HOST: Final = re.compile(r"[A-Za-z0-9.\-]+(?::\d+)?|\[[0-9A-Fa-f:]+\](?::\d+)?")


@dataclass(frozen=True)
class Page:
    """All files by name, and the words by language, read once when the server starts."""

    files: Mapping[str, bytes]
    words: Mapping[str, bytes]

    @property
    def by_path(self) -> Mapping[str, bytes]:
        """Everything that browsers are handed, by the path that they ask for."""
        files = {f"/page/{name}": content for name, content in self.files.items()}
        words = {f"/words/{code}.json": content for code, content in self.words.items()}
        return {PAGE_PATH: files.pop(f"/page/{_INDEX}"), **files, **words}

    @property
    def hash(self) -> str:
        """The published hash (counselling/call/server/page_check.py)."""
        return page_hash(self.by_path)

    def manifest(self) -> web.Response:
        """Return what the page is made of."""
        return web.Response(body=write_manifest(self.by_path), content_type="application/json")

    def index(self, accepts: str) -> web.Response:
        """Return the page itself. Reading it changes nothing: mail scanners open every link.

        accepts: the Accept-Encoding of who asks, here and below.
        """
        return self.file(_INDEX, accepts)

    def file(self, name: str, accepts: str) -> web.Response:
        """Return one of the page's files."""
        if name not in self.files:
            raise web.HTTPNotFound
        return self._answer(self.files[name], _TYPES[Path(name).suffix], accepts)

    def language(self, code: str, accepts: str) -> web.Response:
        """Return the words of a language; "index" lists the languages."""
        if code not in self.words:
            raise web.HTTPNotFound
        return self._answer(self.words[code], "application/json", accepts)

    @cached_property
    def packed(self) -> Mapping[bytes, bytes]:
        """What goes over the line for each content, where the browser unpacks it: a third of it."""
        every = (*self.files.values(), *self.words.values())
        return {content: gzip.compress(content, mtime=0) for content in every}

    def _answer(self, content: bytes, kind: str, accepts: str) -> web.Response:
        says = {"Vary": "Accept-Encoding"}
        body = content
        if _UNPACKS.search(accepts):
            body, says["Content-Encoding"] = self.packed[content], "gzip"
        return web.Response(body=body, content_type=kind, charset="utf-8", headers=says)


def published_hash() -> str:
    """Return the hash of the patient's page that this release brings."""
    return read_page(resource("assets", "patient_page"), resource("translations")).hash


def read_page(folder: Path, translations: Path, *, with_pseudo: bool = False) -> Page:
    """Read the page's files and words. Raises StorageError("page.missing").

    with_pseudo: offer the languages that nobody speaks too, which makes it another page: a desk
    that compares hashes will have none of it.
    """
    try:
        files = {
            f.name: uncommented(f.read_bytes(), f.suffix)
            for f in folder.iterdir()
            if f.suffix in _TYPES
        }
        offered = [each for each in LANGUAGES if _is_offered(translations / each.code)]
        said = [_said(translations / each.code / "patient.po", each) for each in offered]
        made_up = CODES if with_pseudo else ()
        texts = consent_texts(translations, offered, made_up=made_up)
    except OSError:
        raise StorageError("page.missing") from None
    if _INDEX not in files:
        raise StorageError("page.missing")
    names = {each.code: each.own_name for each in offered}
    said += [pseudo(said[0], code) for code in made_up]  # English is the first
    listed = [
        {"code": each.code, "name": names.get(each.code, each.code), **_turned(each)}
        for each in said
    ]
    words = {name: _json(part) for each in said for name, part in _parts(each)}
    return Page(files, {**words, **texts, "index": _json(listed)})


def headers(host: str) -> Mapping[str, str]:
    """Return what every answer says to the browser: nothing foreign, nothing kept, nothing told.

    host: the Host header; older browsers do not count a socket to the page's own host as 'self'.
    """
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        f"connect-src 'self'{sockets}; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'; require-trusted-types-for 'script'"
    )
    return {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(self), microphone=(self), geolocation=()",
        "X-Robots-Tag": "noindex, nofollow",
        "Cache-Control": "no-store",
    }


def _is_offered(folder: Path) -> bool:
    told = (folder / "language.toml").read_text(encoding="utf-8")
    return read_traits(told).is_for(Use.PATIENT)


def _said(po_file: Path, language: Language) -> Catalogue:
    po_text = po_file.read_text(encoding="utf-8")
    return read(language.code, language.direction, {"patient": po_text})


def _parts(said: Catalogue) -> Iterator[tuple[str, Mapping[str, Mapping[str, str]]]]:
    """Yield the words that everybody needs, and those of parts that only some need, by name."""
    later = {
        key: text
        for key, text in said.raw.items()
        if _OF_LATER_PARTS.fullmatch(key) and key not in _NOT_LATER
    }
    sooner = {key: text for key, text in said.raw.items() if key not in later}
    yield said.code, _grouped(sooner)
    yield _LATER + said.code, _grouped(later)


def _grouped(words: Mapping[str, str]) -> Mapping[str, Mapping[str, str]]:
    """Return words by the first part of their ids, then by the rest: nothing is said twice."""
    grouped: dict[str, dict[str, str]] = {}
    for key, text in words.items():
        part, _, rest = key.partition(".")
        grouped.setdefault(part, {})[rest] = text
    return grouped


def _turned(said: Catalogue) -> Mapping[str, str]:
    return {} if said.direction == "ltr" else {"direction": said.direction}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
