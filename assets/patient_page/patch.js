// Makes the next picture of the one before: the same sums as counselling/call/board/board_patch.py.

const ACROSS = ["x", "x1", "x2"];
const DOWN = ["y", "y1", "y2"];

/** Returns the picture after a patch; throws when the patch is of another picture. */
export function applyPatch({ head, ops }, picture) {
  return { ...picture, ...head, items: applied(ops, picture.items) };
}

function applied(ops, before) {
  let at = 0;
  const take = (count) => {
    if (!Number.isInteger(count) || count < 0 || at + count > before.length) throw new Error("patch");
    at += count;
    return before.slice(at - count, at);
  };
  const made = [];
  for (const op of ops) {
    if (typeof op === "number") {
      const taken = take(Math.abs(op));
      if (op > 0) made.push(...taken);
    } else if (Array.isArray(op)) {
      const [dx, dy, count] = op;
      made.push(...take(count).map((item) => moved(item, [dx, dy])));
    } else if (op["+"]) {
      made.push(...op["+"]);
    } else {
      made.push(changed(op, take(1)[0]));
    }
  }
  if (at !== before.length) throw new Error("patch");
  return made;
}

function changed(op, item) {
  const now = { ...moved(item, op.m ?? [0, 0]), ...op["="] };
  if (op["/"]) now.items = applied(op["/"], now.items);
  return now;
}

function moved(item, [dx, dy]) {
  if (dx === 0 && dy === 0) return item;
  const now = { ...item };
  for (const key of ACROSS) if (key in now) now[key] = round(now[key] + dx);
  for (const key of DOWN) if (key in now) now[key] = round(now[key] + dy);
  if (Array.isArray(now.d)) {
    now.d = now.d.map(([head, ...numbers]) =>
      [head, ...numbers.map((number, n) => round(number + (n % 2 ? dy : dx)))]);
  }
  return now; // what a group holds is measured from the group
}

function round(value) {
  return Math.floor(value * 100 + 0.5) / 100;
}
