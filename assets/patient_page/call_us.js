// The clinic's telephone number: once known, it stands wherever she may need it. For this tab only.

const KEPT = "consultand.telephone";

/** Shows the number that is known; a new one takes its place. */
export function callUs(number = sessionStorage.getItem(KEPT) ?? "") {
  if (number) sessionStorage.setItem(KEPT, number);
  for (const place of document.querySelectorAll(".call-us")) {
    place.hidden = !number;
    Object.assign(place.querySelector("a"),
      { textContent: number, href: `tel:${number.replace(/[^+\d]/g, "")}` });
  }
}
