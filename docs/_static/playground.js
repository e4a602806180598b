// The page of the playground: what is typed and chosen goes to a worker, and its answer is shown. The hash of the
// address holds the state.
const here = new URL(".", import.meta.url);
const form = document.querySelector("form.playground");
const byName = (name) => document.getElementById(`playground-${name}`);
const STATE = ["text", "style", "form", "locator", "locale", "format"];

const EXAMPLES = {
  "A portal’s citation":
    "“Letter addressed by the CC of the CPSU to the CC of the RWP on the recall of Soviet advisors from Romania,” " +
    "September 9, 1958, Wilson Center Digital Archive, Central Historical National Archives, Fund CC of the RCP - " +
    "Foreign Relations Section, File 6/1955, pp. 719-720. Translated by Delia Razdolescu.",
  "A reference": "RGANI, f. 5, op. 30, d. 273, ll. 12-15",
  YAML: `kind: letter
author: George Creel
recipient: Edward Mandell House
date: September 25, 1918
repository:
  name: Yale University Library
  place: New Haven, CT
fonds: Edward Mandell House Papers
box: 6
folder: 179
`,
  BibTeX: `@book{deletant1999,
  author = {Deletant, Dennis},
  title = {Communist Terror in Romania},
  publisher = {Hurst},
  address = {London},
  year = {1999}
}
`,
  RIS: `TY  - MANSCPT
AU  - Kennan, George F.
TI  - Telegram to the Secretary of State
DA  - 1946/02/22
ER  -
`,
};

let worker;
let isBusy = true; // until Python has started
let waiting = null; // the question to ask next
let files = []; // the names of what archcite runs on
let found = { problems: [], records: [], citations: {} };

function readHash() {
  const state = new URLSearchParams(location.hash.slice(1));
  for (const name of STATE) {
    const field = byName(name);
    if (state.has(name)) field.value = state.get(name);
    if (field.tagName === "SELECT" && field.selectedIndex < 0) field.selectedIndex = 0;
  }
}

// An entry of a bibliography has no place in the source.
function followForm() {
  byName("locator").disabled = byName("form").value === "entry";
}

function writeHash() {
  const state = new URLSearchParams(STATE.map((name) => [name, byName(name).value]).filter(([, value]) => value));
  history.replaceState(null, "", `#${state}`);
}

function ask() {
  followForm();
  waiting = JSON.stringify(Object.fromEntries(STATE.map((name) => [name, byName(name).value])));
  if (!isBusy) send();
}

function send() {
  isBusy = true;
  form.setAttribute("aria-busy", "true");
  worker.postMessage(waiting);
  waiting = null;
}

function receive({ data }) {
  isBusy = false;
  if (data.ready) keepForOffline();
  form.removeAttribute("aria-busy");
  report(data.error ?? "");
  if (data.answer) {
    found = JSON.parse(data.answer);
    show();
  }
  if (waiting !== null) send();
}

// From the second visit on, a service worker answers where there is no network. Addresses that it keeps are those of
// the page, of what the page has loaded, and of what archcite runs on.
async function keepForOffline() {
  try {
    const { serviceWorker } = navigator;
    await serviceWorker.register("playground_service.js");
    const { active } = await serviceWorker.ready;
    const loaded = performance.getEntriesByType("resource").map((entry) => entry.name.replace(/#.*/, ""));
    const page = location.href.replace(/[?#].*/, "");
    const own = [page, new URL("playground_worker.js", here).href, ...files.map((name) => `${here}playground/${name}`)];
    const all = new Set([...own, ...loaded.filter((address) => address.startsWith(location.origin))]);
    serviceWorker.addEventListener("message", () => (byName("offline").hidden = false));
    serviceWorker.startMessages();
    active.postMessage([...all]);
  } catch {
    // Browsers refuse it in private windows and without HTTPS.
  }
}

function report(message) {
  byName("status").textContent = message;
}

function build(tag, text, attributes = {}) {
  const element = Object.assign(document.createElement(tag), attributes);
  element.append(text);
  return element;
}

function show() {
  showCitation();
  showFields();
  showProblems();
}

function showCitation() {
  const format = byName("format").value;
  const citation = byName("citation");
  citation.replaceChildren();
  if (format !== "formatted") citation.append(build("pre", found.citations[format] ?? ""));
  else copyMarkup(new DOMParser().parseFromString(found.citations.html ?? "", "text/html").body, citation);
  for (const button of form.querySelectorAll("[data-copy]")) button.disabled = !found.citations.text;
}

// The text may come from the link that someone sent: only the marks of a citation are taken over from its HTML.
function copyMarkup(from, to) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) to.append(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE) continue;
    const tag = /^(?:A|B|BR|EM|I|SUB|SUP)$/.test(node.tagName) ? node.tagName : "SPAN";
    const copy = document.createElement(tag);
    if (tag === "A" && /^https?:/.test(node.protocol)) copy.href = node.href;
    for (const property of ["fontStyle", "fontVariant", "fontWeight", "textDecoration"]) {
      copy.style[property] = node.style?.[property] ?? "";
    }
    copyMarkup(node, copy);
    to.append(copy);
  }
}

function showFields() {
  const tables = found.records.map((fields) => {
    const table = document.createElement("table");
    for (const [name, value] of fields) {
      const row = table.insertRow();
      row.append(build("th", name, { scope: "row" }), build("td", value));
    }
    return table;
  });
  byName("fields").replaceChildren(...(tables.length ? tables : [build("p", "Nothing yet.")]));
}

function showProblems() {
  const items = found.problems.map((problem) => {
    const item = build("li", build("strong", problem.severity, { className: `playground-${problem.severity}` }));
    item.append(` ${problem.line ? `Line ${problem.line}: ` : ""}${problem.message} `);
    if (problem.code) item.append(build("a", problem.code, { href: `check.html#${problem.anchor}` }));
    return item;
  });
  const none = found.records.length ? [build("li", "No problems found.")] : [];
  byName("problems").replaceChildren(...(items.length ? items : none));
}

async function copy(button) {
  const { text, html } = found.citations;
  const kind = button.dataset.copy;
  const label = button.textContent;
  try {
    if (kind === "formatted") {
      const parts = { "text/html": html, "text/plain": text };
      const blobs = Object.entries(parts).map(([type, part]) => [type, new Blob([part], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    } else {
      await navigator.clipboard.writeText(found.citations[kind]);
    }
    button.textContent = "Copied";
  } catch {
    button.textContent = "Not allowed by the browser";
  }
  setTimeout(() => (button.textContent = label), 2000);
}

function fillChoices({ styles, locales }) {
  for (const [name, title] of styles) byName("style").add(new Option(`${name}: ${title}`, name));
  byName("style").value = "chicago";
  const languages = new Intl.DisplayNames(["en"], { type: "language" });
  const named = locales.map((tag) => [languages.of(tag), tag]).sort(([one], [other]) => one.localeCompare(other));
  for (const [name, tag] of named) byName("locale").add(new Option(name, tag));
  for (const [name, text] of Object.entries(EXAMPLES)) {
    const button = build("button", name, { type: "button" });
    button.addEventListener("click", () => {
      byName("text").value = text;
      change();
    });
    form.querySelector(".playground-examples").append(button);
  }
}

function change() {
  writeHash();
  ask();
}

let typing;
function changeSoon() {
  clearTimeout(typing);
  typing = setTimeout(change, 300);
}

async function start() {
  form.hidden = false;
  const index = await fetch(new URL("playground/index.json", here)).catch(() => null);
  if (!index?.ok) {
    report("The playground is not part of this build of the documentation: docs/build_playground.py adds it.");
    for (const field of form.elements) field.disabled = true;
    return;
  }
  const described = await index.json();
  ({ files } = described);
  fillChoices(described);
  readHash();
  if (!byName("text").value) byName("text").value = EXAMPLES["A portal’s citation"];
  report("Loading archcite, once (8 MB) …");
  worker = new Worker(new URL("playground_worker.js", here), { type: "module" });
  worker.addEventListener("message", receive);
  worker.addEventListener("error", () => report("archcite could not be loaded: reload the page, or use another browser."));
  form.addEventListener("input", (event) => (event.target.id === "playground-format" ? null : changeSoon()));
  byName("format").addEventListener("change", () => {
    writeHash();
    showCitation();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("click", ({ target }) => target.dataset.copy && copy(target));
  addEventListener("hashchange", () => {
    readHash();
    ask();
  });
  show();
  ask();
}

if (form) start();
