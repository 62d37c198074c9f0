// The words of one language: messages by id, blanks in braces, applied to the page.

const PATIENCE_MS = 20_000; // a line that hangs is a line that is lost

let messages = {};
let code = "en";
let isWhole = false; // the words of parts that only some need are here too

/** Languages that the server offers: [{code, name, direction}]; "ltr" is not said. */
export async function languages() {
  return load("index");
}

/** Picks a language: the one wished for, else the browser's, else the first. */
export function pick(offered, wished) {
  const wishes = [wished, ...navigator.languages].filter(Boolean);
  for (const wish of wishes) {
    const found = offered.find(({ code }) => wish === code)
      ?? offered.find(({ code }) => wish.toLowerCase().split("-")[0] === code);
    if (found) return found;
  }
  return offered[0];
}

/**
 * Loads a language and says everything on the page in it, as long as `isWanted`. Rejects when the
 * line loses it; then all is said as before.
 */
export async function speak(language, isWanted = () => true) {
  let names;
  let loaded;
  do { // as often as more is learnt meanwhile
    if (!isWanted()) return;
    names = isWhole ? ["", "later-"] : [""];
    loaded = await Promise.all(names.map((name) => loadWords(name + language.code)));
  } while (!isWanted() || isWhole !== names.length > 1);
  messages = Object.assign(...loaded, {});
  code = language.code;
  document.documentElement.lang = code;
  document.documentElement.dir = language.direction ?? "ltr";
  document.title = say("page.title");
  sayAll();
}

/** Learns the words of parts that only some need, in the page's language. */
export async function learn() {
  const [asked, more] = [code, await loadWords(`later-${code}`)];
  if (asked !== code) return learn();
  Object.assign(messages, more);
  isWhole = true;
  sayAll();
}

/** The language's code. */
export function language() {
  return code;
}

/** Whether a message can be said already. */
export function isKnown(id) {
  return id in messages;
}

/** One message; an id that the language lacks is shown as it is, never hidden. */
export function say(id, fields = {}) {
  const message = messages[id] ?? id;
  return message.replace(/\{(\w+)\}/g, (blank, name) => fields[name] ?? blank);
}

/** Makes an element say a message, now and after a change of language. */
export function put(element, id) {
  element.dataset.say = id;
  element.textContent = say(id);
}

/** Makes an element: `say` and `called` are messages, all else are attributes. */
export function make(tag, { say: id, called, ...attributes } = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (id) put(made, id);
  if (called) made.dataset.name = called;
  if (called) made.setAttribute("aria-label", say(called));
  made.append(...inside);
  return made;
}

async function load(name) {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await fetch(`/words/${name}.json`, { signal });
  if (!answer.ok) throw new Error("words");
  return answer.json();
}

/** Loads messages, which come by the first part of their ids and then by the rest. */
async function loadWords(name) {
  const parts = Object.entries(await load(name));
  return Object.fromEntries(parts.flatMap(([part, said]) =>
    Object.entries(said).map(([rest, message]) => [`${part}.${rest}`, message])));
}

function sayAll() {
  for (const element of document.querySelectorAll("[data-say]")) {
    element.textContent = say(element.dataset.say);
  }
  for (const element of document.querySelectorAll("[data-role]")) {
    element.textContent = named(element.dataset.role, element.dataset.number);
  }
  for (const element of document.querySelectorAll("[data-name]")) {
    element.setAttribute("aria-label", say(element.dataset.name));
  }
}

/** What somebody is called: her role, from the second of one role on with her number. */
export function named(role, number = 1) {
  const name = say(`people.${role}`);
  return number > 1 ? say("people.counted", { role: name, number }) : name;
}

/** Makes an element name somebody, now and after a change of language. */
export function putName(element, role, number = 1) {
  Object.assign(element.dataset, { role, number });
  element.textContent = named(role, number);
}
