/* A half-filled form, form[data-draft="key"], survives a lost connection: what is typed is kept in this browser until it was
   sent. The page offers to continue or to discard it ([data-draft-offer]); a page that shows what came of it
   ([data-draft-sent="token"]) lets it go. After a week it goes by itself. Without this file, sending the form again is safe. */

const PREFIX = "commonweal-draft:";
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

const read = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
};
const drop = (key) => {
  try {
    localStorage.removeItem(key);
  } catch { /* the browser keeps nothing */ }
};
const ours = () => {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
};

for (const key of ours()) {
  const kept = read(key);
  if (!kept || Date.now() - kept.at > WEEK_MS) drop(key);
}
const sent = document.querySelector("[data-draft-sent]");
if (sent) {
  for (const key of ours()) if (read(key)?.token === sent.dataset.draftSent) drop(key);
}

const isTyped = (field) =>
  field.name && field.name !== "csrfmiddlewaretoken" && field.type !== "submit" && field.type !== "button";
const valuesOf = (form) =>
  [...form.elements].filter(isTyped).map((field) => [field.name, field.type === "checkbox" ? field.checked : field.value]);

function fill(form, values) {
  for (const [name, value] of values) {
    const field = form.elements.namedItem(name);
    if (!field || !("value" in field)) continue;
    if (field.type === "checkbox") field.checked = value;
    else field.value = value;
    if (field.type !== "hidden" && value && value !== "1") field.closest("details")?.setAttribute("open", "");
  }
}

function follow(form) {
  const key = PREFIX + form.dataset.draft;
  const status = form.querySelector("[data-draft-status]");
  const offer = document.querySelector("[data-draft-offer]");
  const say = (text) => {
    if (status) status.textContent = text;
  };
  const keep = () => {
    const kept = { at: Date.now(), token: form.elements.token.value, lines: form.elements.lines.value, values: valuesOf(form) };
    try {
      localStorage.setItem(key, JSON.stringify(kept));
      say(form.dataset.draftKept);
    } catch { /* the browser keeps nothing: the page says nothing of it */ }
  };
  form.addEventListener("input", keep);
  if ("draftAgain" in form.dataset) keep();

  const kept = read(key);
  const wanted = new URL(location.href).searchParams.get("continue");
  const goOn = () => {
    if (Number(kept.lines) > Number(form.elements.lines.value)) {
      location.href = `?lines=${encodeURIComponent(kept.lines)}&continue=yes`;
      return;
    }
    fill(form, kept.values);
    if (offer) offer.hidden = true;
    form.querySelector("textarea")?.focus();
  };
  if (kept && !("draftAgain" in form.dataset)) {
    if (wanted) goOn();
    else if (offer) {
      offer.hidden = false;
      const when = offer.querySelector("[data-draft-when]");
      if (when) when.textContent = new Date(kept.at).toLocaleString(document.documentElement.lang);
      offer.querySelector("[data-draft-continue]").addEventListener("click", goOn);
      offer.querySelector("[data-draft-discard]").addEventListener("click", () => {
        drop(key);
        offer.hidden = true;
      });
    }
  }

  let isReachable = false;
  form.addEventListener("submit", async (event) => {
    if (isReachable) return;
    event.preventDefault();
    keep();
    const submitter = event.submitter;
    try {
      await fetch(location.href, { method: "HEAD", cache: "no-store" });
    } catch {
      const news = document.querySelector("#status");
      if (news) {
        const words = document.createElement("p");
        words.textContent = form.dataset.draftOffline;
        words.className = "banner banner--warn";
        news.replaceChildren(words);
      }
      say(form.dataset.draftOffline);
      return;
    }
    isReachable = true;
    form.requestSubmit(submitter);
  });
}

for (const form of document.querySelectorAll("form[data-draft]")) follow(form);
