// The words that a person selects in the text go along with the links that add what is missing.
const MOST = 1000;
const text = document.querySelector(".document-text");
const links = document.querySelectorAll("a[data-missing]");

function follow() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !text.contains(selection.anchorNode)) return;
  const words = selection.toString().trim();
  if (!words || words.length > MOST) return;
  for (const link of links) {
    const address = new URL(link.href);
    address.searchParams.set("words", words);
    link.href = address.href;
  }
}

if (text && links.length) {
  text.addEventListener("mouseup", follow);
  text.addEventListener("keyup", follow);
}
