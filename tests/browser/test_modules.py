"""The page's own modules, asked in a real browser: keys, proofs, and the picture's whitelist."""

import json
import os

import pytest

from counselling.call.link.invitation import Invitation, base64url
from counselling.call.link.proof import Handshake, commitment
from counselling.call.link.sealing import End, SealedLine
from counselling.call.server import messages
from counselling.drawing.json import scene_json
from counselling.drawing.scene import Anchor, Rectangle, Scene, Text
from counselling.figures.risk_chart import risk_chart
from counselling.figures.risk_curve import risk_curve
from tests.figures.test_horizons import asked

pytestmark = pytest.mark.browser

SECRET = bytes(range(32))
PRINT = ":".join(["AB"] * 32)
OTHER = ":".join(["CD"] * 32)
PLAIN = Scene((Rectangle(10, 10, 20, 20),), 100, 60, "plain")


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
        tag: await shake.tag("seat"),
        isTheirs: await shake.isTag("host", "{handshake.tag(keys.fingerprint, End.HOST)}"),
        isOurs: await shake.isTag("host", "{handshake.tag(keys.fingerprint, End.SEAT)}"),
        numbers: await shake.safetyNumbers("cc"),
        committed: await keys.isCommitted("{commitment("cc")}", "cc"),
        uncommitted: await keys.isCommitted("{commitment("cc")}", "dd"),
      }};
    }})()""")

    assert isinstance(answer, dict)
    assert answer["token"] == keys.join_token
    assert answer["opened"] == json.loads(messages.write(messages.Offer("v=0 é")))
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


def test_chart_is_read_age_by_age_by_keys_and_by_hand(page, measure, english) -> None:
    chart = risk_chart(asked(38), english, whose="You")
    picture, plain = (json.dumps(scene_json(s)) for s in (risk_curve(chart, measure), PLAIN))
    told = page(f"""(async () => {{
      const {{ draw }} = await import("/page/board.js");
      const {{ Reading }} = await import("/page/reading.js");
      const svg = draw({picture});
      const paper = document.createElement("div");
      paper.append(svg);
      const said = [];
      const reading = new Reading(paper, (text) => said.push(text));
      const canRead = reading.take(svg);
      const press = (key) => paper.dispatchEvent(new KeyboardEvent("keydown", {{ key }}));
      press("ArrowRight"); press("ArrowRight"); press("ArrowLeft"); press("ArrowLeft");
      const last = [...svg.querySelectorAll("[data-reading]")].pop();
      last.firstElementChild.dispatchEvent(new PointerEvent("pointerdown", {{ bubbles: true }}));
      const marked = svg.querySelectorAll(".is-read").length;
      return {{ canRead, said, marked, plain: reading.take(draw({plain})) }};
    }})()""")
    at_first, at_next, *_, at_last = told["said"]
    assert told["canRead"] is True
    assert told["plain"] is False
    assert told["marked"] == 1
    assert at_first.startswith("Age in years: 38 · You: 0 in 100")
    assert at_next.startswith("Age in years: 40 · You:")
    mine, theirs = chart.series
    assert at_last == f"Age in years: 80 · {mine.said[-1]} · {theirs.said[-1]}"


def test_texts_wider_than_the_paper_are_narrowed_on_either_side(page) -> None:
    wide = "a sentence that is much wider than its paper"
    texts = (
        Text(0, 20, wide),
        Text(100, 40, wide, anchor=Anchor.END),
        Text(50, 60, wide, anchor=Anchor.MIDDLE),
        Text(0, 80, "short"),
    )
    picture = json.dumps(scene_json(Scene(texts, 100, 100, "wide")))
    boxes = page(f"""(async () => {{
      const {{ draw, fit }} = await import("/page/board.js");
      const svg = draw({picture});
      document.body.append(svg);
      fit(svg);
      return [...svg.querySelectorAll("text")].map((text) => {{
        const box = text.getBBox();
        return [box.x, box.x + box.width, text.hasAttribute("textLength")];
      }});
    }})()""")
    assert [narrowed for _, _, narrowed in boxes] == [True, True, True, False]
    for left, right, _ in boxes:
        assert left >= -0.5
        assert right <= 100.5
