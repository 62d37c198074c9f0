// The words of one language: messages by id, blanks in braces, applied to the page.

let messages = {};
let code = "en";

/** Languages that the server offers: [{code, name, direction}]. */
export async function languages() {
  return (await fetch("/words/index.json")).json();
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

/** Loads a language and says everything on the page in it. */
export async function speak(language) {
  messages = await (await fetch(`/words/${language.code}.json`)).json();
  code = language.code;
  document.documentElement.lang = code;
  document.documentElement.dir = language.direction;
  document.title = say("page.title");
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

/** The language's code. */
export function language() {
  return code;
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
