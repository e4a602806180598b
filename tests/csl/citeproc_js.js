// One line of JSON in ({"style": path, "items": path}), one line out ({"citations", "bibliography"}): every item
// cited in a note of its own, then all of them once more. Needs the package "citeproc" (NODE_PATH).
const CSL = require("citeproc");
const fs = require("fs");
const readline = require("readline");

const locales = process.argv[2];
const localeOf = (tag) => {
  const file = `${locales}/locales-${tag}.xml`;
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : false;
};

function render(task) {
  const items = JSON.parse(fs.readFileSync(task.items, "utf8"));
  const index = new Map(items.map((item) => [item.id, item]));
  const engine = new CSL.Engine(
    { retrieveLocale: localeOf, retrieveItem: (id) => index.get(id) },
    fs.readFileSync(task.style, "utf8"),
  );
  engine.setOutputFormat("html");
  const document = items.concat(items).map((item, place) => ({
    citationID: String(place),
    citationItems: [{ id: item.id }],
    properties: { noteIndex: place + 1 },
  }));
  const citations = engine.rebuildProcessorState(document).map((row) => row[2]);
  const made = engine.makeBibliography();
  return { citations, bibliography: made ? made[1] : [] };
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  let answer;
  try {
    answer = render(JSON.parse(line));
  } catch (error) {
    answer = { error: String(error) };
  }
  console.log(JSON.stringify(answer));
});
