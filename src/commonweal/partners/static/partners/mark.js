// Marking by selecting: the selected words of one paragraph go into the form, with their place.
const words = document.querySelector("[data-mark-words]");
const form = document.querySelector("[data-mark-form]");

// Python counts code points, a script counts UTF-16 units.
const codePoints = (text) => Array.from(text).length;

function place(paragraph, node, offset) {
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, offset);
  return Number(paragraph.dataset.start) + codePoints(before.toString());
}

function selected() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const paragraph = range.startContainer.parentElement?.closest("[data-start]");
  if (!paragraph || !paragraph.contains(range.endContainer)) return null;
  const text = range.toString();
  const trimmed = text.trim();
  if (!trimmed) return null;
  const start = place(paragraph, range.startContainer, range.startOffset) + codePoints(text) - codePoints(text.trimStart());
  return { start, end: start + codePoints(trimmed), text: trimmed };
}

function offer() {
  const chosen = selected();
  if (!chosen) return;
  form.elements.start.value = chosen.start;
  form.elements.end.value = chosen.end;
  form.elements.text.value = chosen.text;
  // The address of the form says what is quoted after an error; it must name the same words.
  const address = new URL(form.action);
  address.searchParams.set("from", chosen.start);
  address.searchParams.set("to", chosen.end);
  form.action = address.href;
  const status = document.querySelector("#status");
  if (status) status.textContent = words.dataset.markTaken ?? "";
}

if (words && form) {
  document.querySelector("[data-mark-hint]")?.removeAttribute("hidden");
  words.addEventListener("mouseup", offer);
  words.addEventListener("keyup", offer);
}
