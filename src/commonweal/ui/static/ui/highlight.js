/* A value of the record, [data-spans="a-b,c-d"], lights the words it was read from,
   [data-at="a-b"], while the pointer or the focus is on it. Without this file the value is a
   link to the first of its words. */

const parse = (list) =>
  list.split(",").map((pair) => pair.split("-").map(Number)).filter((pair) => pair.length === 2);

const wordsOf = (value) => {
  const spans = parse(value.dataset.spans);
  return [...document.querySelectorAll("[data-at]")].filter((piece) => {
    const [[start, end]] = parse(piece.dataset.at);
    return spans.some(([from, to]) => from <= start && end <= to);
  });
};

const paneOf = (element) => {
  const pane = element.closest(".pane");
  return pane && pane.scrollHeight > pane.clientHeight ? pane : null;
};

/* Scrolls within the pane only: the page, and what the person looks at, stays where it is. */
const bringIntoPane = (piece, value) => {
  const pane = paneOf(piece);
  if (!pane || pane.contains(value)) return;
  const box = piece.getBoundingClientRect();
  const frame = pane.getBoundingClientRect();
  if (box.top >= frame.top && box.bottom <= frame.bottom) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  pane.scrollBy({ top: box.top - frame.top - frame.height / 3, behavior: calm ? "auto" : "smooth" });
};

let lit = [];

const clear = () => {
  lit.forEach((piece) => piece.classList.remove("is-lit"));
  lit = [];
};

const light = (value) => {
  clear();
  lit = wordsOf(value);
  lit.forEach((piece) => {
    const folded = piece.closest("details:not([open])");
    if (folded) folded.open = true;
    piece.classList.add("is-lit");
  });
  if (lit.length) bringIntoPane(lit[0], value);
};

const valueAt = (event) => event.target instanceof Element && event.target.closest("[data-spans]");

for (const name of ["pointerover", "focusin"]) {
  document.addEventListener(name, (event) => {
    const value = valueAt(event);
    if (value) light(value);
  });
}
for (const name of ["pointerout", "focusout"]) {
  document.addEventListener(name, (event) => {
    const value = valueAt(event);
    if (!value || value.contains(event.relatedTarget)) return;
    const focused = document.activeElement?.closest("[data-spans]");
    if (focused && focused !== value) light(focused);
    else if (focused !== value || name === "focusout") clear();
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") clear();
});
