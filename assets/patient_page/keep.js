// What the page keeps of a visit, as JSON. A browser that lets nothing be kept, or has no room for
// it, holds it as long as the page is open.

const held = { sessionStorage: {}, localStorage: {} };

/** What was kept under a name: by default in this tab, null for nothing. */
export function kept(name, where = "sessionStorage") {
  if (name in held[where]) return held[where][name];
  try {
    return JSON.parse(window[where].getItem(name));
  } catch {
    return null;
  }
}

/** Keeps a value under a name; null takes it away. */
export function keep(name, value, where = "sessionStorage") {
  held[where][name] = value;
  try {
    if (value === null) window[where].removeItem(name);
    else window[where].setItem(name, JSON.stringify(value));
  } catch { // it is held here
  }
}
