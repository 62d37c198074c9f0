// What of the page a person could not read or press, as lines; an empty list is what is wished for.
// A function of the share of text that must stand in brackets, as in the languages nobody speaks.

(() => {
  const EDGE = 1.5; // pixels that rounding may cost
  const WORD = /[A-Za-z]{3,}/;
  const CONTROLS = "button, select, input:not([type=hidden]), textarea, summary, a[href], .answers label";
  const MOST_OF_WINDOW = 0.5; // what sticks to an edge may not cover more
  // Languages' own names, words read out of a list, versions, numbers, files' names: data.
  const DATA = "#language, #words, #consent-version, .call-us a, #telephone a, #file-list bdi, time, noscript";
  const NUMBERED = /^[IVX]+(-\d+)?$/; // generations and people of a drawing

  const root = document.querySelector("dialog[open]") ?? document.body;
  const found = new Set();
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true });
  const told = (element) => {
    const named = element.closest("[id]");
    const own = element.className && typeof element.className === "string"
      ? `.${element.className.split(" ")[0]}` : "";
    return `${named ? `#${named.id} ` : ""}${element.localName}${own}`;
  };
  const cut = (text) => text.trim().replace(/\s+/g, " ").slice(0, 40);
  const plain = (text) => text.replace(/[\u200e\u200f\u2066-\u2069]/g, "").trim();
  const sticky = (element) => element.closest(".bar, .caption");
  const meets = (a, b, x, y) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > x
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > y;

  /** Every visible text with its lines' boxes. */
  function* texts() {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const [node, element] = [walker.currentNode, walker.currentNode.parentElement];
      if (!node.data.trim() || element.closest("option, .unseen, svg, noscript") || !isSeen(element)) continue;
      if (getComputedStyle(element).clipPath !== "none") continue; // for who hears the page
      const range = document.createRange();
      range.selectNodeContents(node);
      const seen = element.closest("#talk-lines, .caption")?.getBoundingClientRect(); // these scroll
      const boxes = [...range.getClientRects()].filter(({ width, top, bottom }) => width > 0
        && (!seen || (top >= seen.top - EDGE && bottom <= seen.bottom + EDGE)));
      yield { node, element, boxes };
    }
  }

  /** A text must lie within everything that it is in. */
  function contain({ node, element, boxes }) {
    const slack = parseFloat(getComputedStyle(element).fontSize) * 0.25; // letters are higher than lines
    for (const box of boxes) {
      for (let around = element; around; around = around.parentElement) {
        const outer = around.getBoundingClientRect();
        const style = getComputedStyle(around);
        if (style.display === "inline" || style.display === "contents") continue;
        const isOver = box.left < outer.left - EDGE || box.right > outer.right + EDGE;
        const isCut = box.top < outer.top - slack || box.bottom > outer.bottom + slack;
        const scrolls = /auto|scroll/.test(style.overflowY);
        if (isOver) found.add(`sticks out sideways of ${told(around)}: ${cut(node.data)}`);
        if (isCut && !scrolls) found.add(`sticks out of ${told(around)}: ${cut(node.data)}`);
        if (isOver || isCut || scrolls) break;
      }
    }
  }

  function lieApart(all) {
    const placed = all.flatMap(({ node, element, boxes }) => boxes.map((box) => ({ node, element, box })));
    placed.forEach((one, at) => {
      for (const other of placed.slice(at + 1)) {
        if (one.element === other.element || sticky(one.element) !== sticky(other.element)) continue;
        const height = Math.min(one.box.height, other.box.height);
        if (meets(one.box, other.box, 2, height * 0.35)) {
          found.add(`texts on each other: ${cut(one.node.data)} / ${cut(other.node.data)}`);
        }
      }
    });
  }

  function pressApart(all) {
    const controls = [...root.querySelectorAll(CONTROLS)].filter(isSeen);
    const boxes = controls.map((each) => each.getBoundingClientRect());
    controls.forEach((one, at) => {
      for (let next = at + 1; next < controls.length; next++) {
        const other = controls[next];
        if (one.contains(other) || other.contains(one) || sticky(one) !== sticky(other)) continue;
        if (meets(boxes[at], boxes[next], EDGE, EDGE)) found.add(`overlap: ${told(one)} / ${told(other)}`);
      }
      for (const { node, element, boxes: lines } of all) {
        if (one.contains(element) || sticky(one) !== sticky(element)) continue;
        if (lines.some((line) => meets(line, boxes[at], 2, line.height * 0.35))) {
          found.add(`text under ${told(one)}: ${cut(node.data)}`);
        }
      }
    });
    for (const one of root.querySelectorAll("button, select, summary")) {
      const box = one.getBoundingClientRect();
      if (isSeen(one) && (box.width < 47.5 || box.height < 47.5)) found.add(`small: ${told(one)}`);
    }
  }

  /** A list shows its chosen entry in one line. */
  function chosen() {
    const pen = document.createElement("canvas").getContext("2d");
    for (const select of root.querySelectorAll("select")) {
      const entry = select.selectedOptions[0];
      if (!entry || !isSeen(select) || select.closest(".device")) continue; // devices' names are data
      const style = getComputedStyle(select);
      pen.font = style.font;
      if (style.appearance === "base-select") { // it wraps
        if (select.scrollWidth > select.clientWidth + 1) found.add(`cut: ${told(select)}: ${cut(entry.text)}`);
        continue;
      }
      const room = select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      if (pen.measureText(entry.text).width > room + EDGE) found.add(`cut: ${told(select)}: ${cut(entry.text)}`);
    }
  }

  function translated() {
    const said = [["title", document.title]];
    for (const each of document.querySelectorAll("main *, header *")) {
      if (!isSeen(each) || each.closest(DATA)) continue;
      for (const name of ["aria-label", "title", "placeholder", "alt"]) said.push([name, each.getAttribute(name) ?? ""]);
      for (const { nodeType, data } of each.childNodes) if (nodeType === Node.TEXT_NODE) said.push([told(each), data]);
    }
    for (const [where, text] of said) {
      if (WORD.test(text) && !NUMBERED.test(text) && !/^\W*\[[^]*\]\W*$/.test(plain(text))) found.add(`English: ${where}: ${cut(text)}`);
    }
  }

  const all = [...texts()];
  all.forEach(contain);
  lieApart(all);
  pressApart(all);
  chosen();
  translated();
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth + 1) found.add(`the page scrolls sideways by ${page.scrollWidth - page.clientWidth}`);
  for (const each of root.querySelectorAll("*")) {
    const isWide = each.scrollWidth > each.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(each).overflowX);
    if (isWide && isSeen(each) && each.id !== "paper") found.add(`scrolls sideways: ${told(each)}`);
  }
  for (const each of root.querySelectorAll(".bar, .caption")) {
    const { height } = each.getBoundingClientRect();
    const isStuck = getComputedStyle(each).position === "sticky";
    if (isSeen(each) && isStuck && height > innerHeight * MOST_OF_WINDOW) {
      found.add(`covers the window: ${told(each)} ${Math.round(height)} of ${innerHeight}`);
    }
  }
  return [...found];
})()
