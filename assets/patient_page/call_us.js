// The clinic's telephone number: once known, it stands wherever she may need it. For this tab only.

import { keep, kept } from "/page/keep.js";

const KEPT = "consultand.telephone";

/** Shows the number that is known, else the link's; one that the counsellor told takes its place. */
export function callUs(told, linked = "") {
  const number = told || kept(KEPT) || linked;
  if (told) keep(KEPT, told);
  for (const place of document.querySelectorAll(".call-us")) {
    place.hidden = !number;
    Object.assign(place.querySelector("a"),
      { textContent: number, href: `tel:${number.replace(/[^+\d]/g, "")}` });
  }
}
