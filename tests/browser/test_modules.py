"""The page's own modules, asked in a real browser: keys, proofs, and the picture's whitelist."""

import json
import os

import pytest

from counselling.call import messages
from counselling.call.invitation import Invitation, base64url
from counselling.call.proof import Handshake, commitment
from counselling.call.sealing import End, SealedLine

pytestmark = pytest.mark.browser

SECRET = bytes(range(32))
PRINT = ":".join(["AB"] * 32)
OTHER = ":".join(["CD"] * 32)


@pytest.fixture
def page(run, meeting, chromium):
    """Evaluate one expression on the page of a fresh link."""

    def evaluate(expression: str) -> object:
        async def ask() -> object:
            async with meeting() as host, chromium() as patient:
                await patient.open(await host.link())
                return await patient.evaluate(expression)

        return run(ask())

    return evaluate


def test_page_derives_the_same_keys_seals_and_proves_as_we_do(page) -> None:
    room = "abcdefghijklmnopqrstuvwx23"
    keys = Invitation("http://x", room, SECRET).keys
    host = SealedLine(keys.signalling, room=room, seat="1", end=End.HOST, random=os.urandom)
    host.bind("aa")
    sealed = host.seal(messages.write(messages.Offer("v=0 é")))
    handshake = Handshake(room, "1", "aa", "bb", PRINT, OTHER)

    answer = page(f"""(async () => {{
      const keys = await import("/page/keys.js");
      const secret = keys.fromBase64url("{base64url(SECRET)}");
      const derived = await keys.deriveKeys(secret, "{room}");
      const line = new keys.SealedLine(derived.signalling, "{room}", "1");
      line.bind("aa");
      const shake = new keys.Handshake(derived.fingerprint, "{room}", "1",
        {{seatNonce: "aa", hostNonce: "bb", seatPrint: "{PRINT}", hostPrint: "{OTHER}"}});
      return {{
        token: derived.joinToken,
        opened: await line.open("{sealed}"),
        replayed: await line.open("{sealed}").catch(() => "refused"),
        said: await line.seal({{type: "left"}}),
        tag: await shake.ourTag(),
        isTheirs: await shake.isTheirs("{handshake.tag(keys.fingerprint, End.HOST)}"),
        isOurs: await shake.isTheirs("{handshake.tag(keys.fingerprint, End.SEAT)}"),
        numbers: await shake.safetyNumbers("cc"),
        committed: await keys.isCommitted("{commitment("cc")}", "cc"),
        uncommitted: await keys.isCommitted("{commitment("cc")}", "dd"),
      }};
    }})()""")

    assert isinstance(answer, dict)
    assert answer["token"] == keys.join_token
    assert answer["opened"] == {"type": "offer", "sdp": "v=0 é"}
    assert answer["replayed"] == "refused"
    assert messages.read_from_seat(host.open(answer["said"])) == messages.Left()
    assert answer["tag"] == handshake.tag(keys.fingerprint, End.SEAT)
    assert (answer["isTheirs"], answer["isOurs"]) == (True, False)
    assert tuple(answer["numbers"]) == handshake.safety_words("cc").numbers
    assert (answer["committed"], answer["uncommitted"]) == (True, False)


def test_page_accepts_one_fingerprint_only(page) -> None:
    one, two = f"a=fingerprint:sha-256 {PRINT}", f"a=fingerprint:sha-256 {OTHER}"
    descriptions = [
        f"v=0\r\n{one}\r\n{one}\r\n",
        f"v=0\r\n{one}\r\n{two}\r\n",
        "v=0\r\n",
        f"v=0\r\na=fingerprint:sha-1 {PRINT}\r\n",
    ]
    answers = page(f"""(async () => {{
      const {{fingerprint}} = await import("/page/keys.js");
      return {json.dumps(descriptions)}.map((sdp) => {{
        try {{ return fingerprint(sdp); }} catch {{ return "refused"; }}
      }});
    }})()""")
    assert answers == [PRINT, "refused", "refused", "refused"]


def test_page_draws_shapes_of_its_list_and_nothing_else(page) -> None:
    evil = "<img src=x onerror=alert(1)>"
    items = [
        {"t": "script", "text": "alert(1)"},
        {"t": "constructor"},
        {"t": "__proto__"},
        {"t": "text", "x": 0, "y": 0, "size": 9, "ink": "ink", "text": evil, "onclick": "alert(1)"},
        {"t": "group", "label": evil, "subject": evil, "items": [{"t": "foreignObject"}]},
        {"t": "circle", "x": 1, "y": 1, "r": 1, "fill": "url(//evil.example)", "stroke": None},
        {"t": "rect", "x": 0, "y": 0, "w": 1, "h": 1, "r": 0, "fill": "toString", "stroke": None},
    ]  # fmt: skip
    picture = {"v": 1, "w": 10, "h": 10, "title": evil, "description": "", "items": items}
    drawn = page(f"""(async () => {{
      const {{draw}} = await import("/page/board.js");
      const svg = draw({json.dumps(picture)});
      const all = [...svg.querySelectorAll("*")];
      return {{
        names: all.map((e) => e.localName),
        attributes: [...new Set(all.flatMap((e) => e.getAttributeNames()))].sort(),
        fills: all.map((e) => e.getAttribute("fill")).filter(Boolean),
        text: svg.querySelector("text").textContent,
      }};
    }})()""")
    assert isinstance(drawn, dict)
    assert drawn["names"] == ["text", "g", "title", "circle", "rect"]
    assert drawn["fills"] == ["#1A2326", "none", "none"]
    assert drawn["text"] == evil
    assert not [name for name in drawn["attributes"] if name.startswith("on")]


def test_picture_that_is_not_of_the_agreed_form_is_not_drawn(page) -> None:
    changes: list[dict[str, object]] = [
        {"v": 2},
        {"w": "wide"},
        {"items": [{"t": "line", "x1": None, "y1": 0, "x2": 0, "y2": 0}]},
        {"items": [{"t": "path", "d": [["M", 0, 0], ["A", 1, 1, 0, 0, 0, 1, 1]]}]},
        {"items": [{"t": "path", "d": [["M", 0]]}]},
    ]
    whole = {"v": 1, "w": 10, "h": 10, "title": "", "description": "", "items": []}
    pictures = [whole, *({**whole, **change} for change in changes)]
    answers = page(f"""(async () => {{
      const {{draw}} = await import("/page/board.js");
      return {json.dumps(pictures)}.map((picture) => {{
        try {{ draw(picture); return "drawn"; }} catch {{ return "refused"; }}
      }});
    }})()""")
    assert answers == ["drawn", *["refused"] * len(changes)]


def test_picture_without_end_is_cut_off(page) -> None:
    deep = "{t:'group',items:[" * 40 + "]}" * 40
    answer = page(f"""(async () => {{
      const {{draw}} = await import("/page/board.js");
      const line = {{t: "line", x1: 0, y1: 0, x2: 1, y2: 1, stroke: null}};
      const many = {{v: 1, w: 1, h: 1, title: "", items: Array(50000).fill(line)}};
      const deep = {{v: 1, w: 1, h: 1, title: "", items: [{deep}]}};
      return [draw(many).childElementCount, draw(deep).querySelectorAll("g").length];
    }})()""")
    assert answer == [20000, 17]
