/* [data-drop] around an <input type="file" multiple>: files and folders can be dropped on it.
   Without this file the input itself chooses files. Names are listed in [data-drop-list], the
   number is said in [data-drop-count]. A form with files goes with their paths, in the files'
   order, as a JSON list in "<name of the input>_paths": browsers send bare names otherwise. */

const LIMIT = 10000;
const paths = new WeakMap();

const pathOf = (file) => paths.get(file) || file.webkitRelativePath || file.name;

const entriesOf = (reader) =>
  new Promise((resolve, reject) => reader.readEntries(resolve, reject));

const fileOf = (entry) => new Promise((resolve, reject) => entry.file(resolve, reject));

async function collect(entry, files) {
  if (files.length >= LIMIT) return;
  if (entry.isFile) {
    const file = await fileOf(entry);
    paths.set(file, entry.fullPath.replace(/^\/+/, ""));
    files.push(file);
    return;
  }
  const reader = entry.createReader();
  for (let batch = await entriesOf(reader); batch.length; batch = await entriesOf(reader)) {
    for (const child of batch) await collect(child, files);
  }
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const whole = [...transfer.files];
  if (!entries.length) return whole;
  const files = [];
  for (const entry of entries) await collect(entry, files);
  return files;
}

const show = (zone, input) => {
  const list = zone.querySelector("[data-drop-list]");
  const count = zone.querySelector("[data-drop-count]");
  const files = [...input.files];
  list?.replaceChildren(
    ...files.slice(0, 200).map((file) => {
      const item = document.createElement("li");
      item.textContent = pathOf(file);
      return item;
    }),
  );
  if (count) count.textContent = String(files.length);
};

const set = (input, files) => {
  const basket = new DataTransfer();
  for (const file of files) basket.items.add(file);
  input.files = basket.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
};

const zoneAt = (event) => event.target instanceof Element && event.target.closest("[data-drop]");

document.addEventListener("dragover", (event) => {
  const zone = zoneAt(event);
  if (!zone) return;
  event.preventDefault();
  zone.classList.add("is-over");
});
document.addEventListener("dragleave", (event) => {
  const zone = zoneAt(event);
  if (zone && !zone.contains(event.relatedTarget)) zone.classList.remove("is-over");
});
document.addEventListener("drop", async (event) => {
  const zone = zoneAt(event);
  const input = zone && zone.querySelector('input[type="file"]');
  if (!input) return;
  event.preventDefault();
  zone.classList.remove("is-over");
  const files = await dropped(event.dataTransfer);
  set(input, input.multiple ? files : files.slice(0, 1));
});
document.addEventListener("change", (event) => {
  const zone = zoneAt(event);
  if (zone && event.target.matches('input[type="file"]')) show(zone, event.target);
});
document.addEventListener("formdata", (event) => {
  for (const input of event.target.querySelectorAll('input[type="file"][multiple]')) {
    const files = [...input.files];
    if (files.length) event.formData.set(`${input.name}_paths`, JSON.stringify(files.map(pathOf)));
  }
});
