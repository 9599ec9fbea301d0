/* A half-filled form, form[data-draft="key"], survives a lost connection: what is typed is kept in this browser until it was
   sent (`ui/drafts.py` says so in a cookie). The page offers what is kept ([data-draft-offer]), one draft after the other; each
   page writes into a place of its own, so that nothing overwrites what is offered. After a week a draft goes by itself.
   Every other form warns whoever leaves it with unsent words. */

import { PREFIX, drop, endAtSignOut, letGo, newPlace, ours, read, remember, remembered } from "./draft-places.js";
import { beginningOf, compared, fill, inWords, valuesOf } from "./draft-values.js";
import { warn } from "./unsent.js";

function follow(form) {
  const base = PREFIX + form.dataset.draft;
  const isAgain = "draftAgain" in form.dataset;
  const wanted = new URL(location.href).searchParams.get("continue");
  const status = form.querySelector("[data-draft-status]");
  const offer = form.querySelector("[data-draft-offer]");
  const rendered = compared(valuesOf(form));
  const place = document.createElement("input");
  place.type = "hidden";
  place.name = "draft";
  place.value = (isAgain && remembered(base)) || newPlace();
  form.append(place);

  const own = () => `${base}#${place.value}`;
  const say = (text) => {
    if (status) status.textContent = text;
  };
  const keep = () => {
    if (!isAgain && compared(valuesOf(form)) === rendered && !read(own())) return;
    const kept = { at: Date.now(), lines: form.elements.lines?.value ?? "0", values: valuesOf(form) };
    try {
      localStorage.setItem(own(), JSON.stringify(kept));
      say(form.dataset.draftKept);
    } catch { /* the browser keeps nothing: the page says nothing of it */ }
  };
  const others = () =>
    ours()
      .filter((key) => (key === base || key.startsWith(`${base}#`)) && key !== own())
      .map((key) => ({ key, kept: read(key) }))
      .filter((each) => each.kept)
      .sort((one, other) => one.kept.at - other.kept.at);
  const show = () => {
    const next = others()[0];
    offer.hidden = !next;
    if (next) offer.querySelector("[data-draft-when]").textContent = `${inWords(next.kept.at)} ${beginningOf(form, next.kept.values)}`;
  };
  const goOn = ({ key, kept }) => {
    if (Number(kept.lines) > Number(form.elements.lines?.value ?? 0)) {
      location.href = `?lines=${encodeURIComponent(kept.lines)}&continue=${encodeURIComponent(key.slice(base.length + 1))}`;
      return;
    }
    // What was typed on this page meanwhile stays in its own place, and is offered next.
    place.value = newPlace();
    fill(form, kept.values);
    keep();
    if (read(own())) drop(key);
    if (offer) show();
    form.querySelector("textarea")?.focus();
  };

  for (const { key, kept } of others()) if (compared(kept.values) === rendered) drop(key);
  form.addEventListener("input", keep);
  if (isAgain) keep();
  if (offer) {
    offer.querySelector("[data-draft-continue]").addEventListener("click", () => goOn(others()[0]));
    offer.querySelector("[data-draft-discard]").addEventListener("click", () => {
      drop(others()[0].key);
      show();
    });
    show();
  }
  const called = wanted !== null && !isAgain && others().find((each) => each.key.slice(base.length + 1) === wanted);
  if (called) goOn(called);

  let isReachable = false;
  form.addEventListener("submit", async (event) => {
    if (isReachable) return;
    event.preventDefault();
    keep();
    remember(base, place.value);
    const submitter = event.submitter;
    try {
      await fetch(location.href, { method: "HEAD", cache: "no-store" });
    } catch {
      const words = document.createElement("p");
      words.textContent = form.dataset.draftOffline;
      words.className = "banner banner--warn";
      document.querySelector("#status")?.replaceChildren(words);
      say(form.dataset.draftOffline);
      return;
    }
    isReachable = true;
    form.requestSubmit(submitter);
  });
}

letGo();
for (const form of document.querySelectorAll("form[data-draft]")) follow(form);
endAtSignOut();
warn();
