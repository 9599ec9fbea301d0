/* What is typed into a form, as it is kept and filled in again; and what the offer says of it. */

const NOT_TYPED = new Set(["csrfmiddlewaretoken", "draft"]);
const NOT_COMPARED = new Set(["token", "lines", "seen", "began"]);


const isTyped = (field) => field.name && !NOT_TYPED.has(field.name) && !["submit", "button", "file", "fieldset"].includes(field.type);
const isTicked = (field) => field.type === "checkbox" || field.type === "radio";
const idOf = (field) => (isTicked(field) ? `${field.name}=${field.value}` : field.name);
const valueOf = (field) => {
  if (isTicked(field)) return field.checked;
  return field.type === "select-multiple" ? [...field.selectedOptions].map((each) => each.value) : field.value;
};
export const valuesOf = (form) => [...form.elements].filter(isTyped).map((field) => [idOf(field), valueOf(field)]);
export const compared = (values) => JSON.stringify(values.filter(([name]) => !NOT_COMPARED.has(name)));

export function fill(form, values) {
  const kept = new Map(values);
  for (const field of [...form.elements].filter(isTyped)) {
    const value = kept.get(idOf(field));
    if (value === undefined) continue;
    if (isTicked(field)) field.checked = value;
    else if (field.type === "select-multiple") for (const each of field.options) each.selected = value.includes(each.value);
    else field.value = value;
    if (field.type !== "hidden" && value && value !== "1") field.closest("details")?.setAttribute("open", "");
  }
}

/* As pages write it: 22 November 2026, 22:22. */
export function inWords(at) {
  const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
  const when = new Date(at);
  const day = when.toLocaleDateString(language, { day: "numeric", month: "long", year: "numeric" });
  return `${day}, ${when.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}`;
}

/* The first words of a draft, to tell two apart. */
export function beginningOf(form, values) {
  const areas = new Set([...form.querySelectorAll("textarea")].map((area) => area.name));
  const words = values.find(([name, value]) => areas.has(name) && value.trim())?.[1].trim() ?? "";
  return words && `“${words.length > 60 ? `${words.slice(0, 60)}…` : words}”`;
}
