/* Where drafts are kept: one place for each page that was typed into, PREFIX + key + "#" + its name. */

export const PREFIX = "commonweal-draft:";
const SENT = "draft_sent";
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

export const read = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
};
export const drop = (key) => {
  try {
    localStorage.removeItem(key);
  } catch { /* the browser keeps nothing */ }
};
export const ours = () => {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
};
export const remember = (key, value) => {
  try {
    sessionStorage.setItem(key, value);
  } catch { /* the browser keeps nothing */ }
};
export const remembered = (key) => {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
};
export const newPlace = () => Date.now().toString(36) + Math.random().toString(36).slice(2, 12);

export function letGo() {
  for (const key of ours()) {
    const kept = read(key);
    if (!kept || Date.now() - kept.at > WEEK_MS) drop(key);
  }
  const sent = document.cookie.split("; ").find((each) => each.startsWith(`${SENT}=`))?.slice(SENT.length + 1);
  if (!sent) return;
  for (const key of ours()) if (key.endsWith(`#${sent}`)) drop(key);
  document.cookie = `${SENT}=; path=/; max-age=0; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
}

/* On a shared computer nothing stays that was not sent: signing out erases it, after a question. */
export function endAtSignOut() {
  for (const form of document.querySelectorAll("form[data-drafts-end]")) {
    form.addEventListener("submit", (event) => {
      if (ours().length && !confirm(form.dataset.draftsEnd)) event.preventDefault();
      else ours().forEach(drop);
    });
  }
}
