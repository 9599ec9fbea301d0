/* Words that are kept nowhere: the browser asks whether to leave them. */
export function warn() {
  let isSending = false;
  const hasUnsent = (form) =>
    form.method === "post" && !("draft" in form.dataset) &&
    [...form.querySelectorAll("textarea")].some(
      (area) => area.value !== area.defaultValue || (area.value && form.querySelector('[aria-invalid="true"]')),
    );
  addEventListener("submit", () => {
    isSending = true;
  });
  addEventListener("pageshow", () => {
    isSending = false;
  });
  addEventListener("beforeunload", (event) => {
    if (!isSending && [...document.forms].some(hasUnsent)) event.preventDefault();
  });
}
