// One line of JSON in: {"style": XML, "documents": [{"items": [item], "clusters": [[cite]]}]}, one line out:
// {"documents": [{"citations", "bibliography"}]} or {"error"}. Each cluster is a citation in a note of its own; the ids
// of items are different in each document. Needs the package "citeproc". With the argument "corrected" after the folder of
// locales, the case of some variables is that of the development version.
const CSL = require("citeproc");
const fs = require("fs");
const readline = require("readline");

const [locales, variant] = process.argv.slice(2);
if (variant === "corrected") {
  // Version 2.4.63 takes these for numbers when it applies a case: each part of “with an introduction” begins with a capital,
  // and titles in any language are in English title case (see the fixture textcase_TitleCaseWithVolumeTitle). Corrected in
  // November 2025.
  const places = ["archive_collection", "archive_location", "division", "original-publisher-place", "section", "source"];
  const titles = ["event-title", "original-title", "part-title", "reviewed-title", "volume-title"];
  CSL.MULTI_FIELDS.push(...places, ...titles, "edition", "original-publisher", "reviewed-genre");
}
const findLocale = (tag) => {
  const file = `${locales}/locales-${tag}.xml`;
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : false;
};

// It walks the whole style for each call of a macro, which takes most of its time. An index finds the same nodes.
const walk = CSL.XmlJSON.prototype.getNodesByName;
const macrosOf = new WeakMap();
CSL.XmlJSON.prototype.getNodesByName = function (node, name, value, found) {
  if (name !== "macro" || !value || found || !node) {
    return walk.call(this, node, name, value, found);
  }
  if (!macrosOf.has(node)) {
    const index = new Map();
    for (const macro of walk.call(this, node, "macro")) {
      index.set(macro.attrs.name, [...(index.get(macro.attrs.name) || []), macro]);
    }
    macrosOf.set(node, index);
  }
  return macrosOf.get(node).get(value) || [];
};

function renderDocument(engine, clusters, number) {
  const document = clusters.map((cites, place) => ({
    citationID: `${number}-${place}`,
    citationItems: cites,
    properties: { noteIndex: place + 1 },
  }));
  const citations = engine.rebuildProcessorState(document).map((row) => row[2]);
  const bibliography = engine.makeBibliography();
  return { citations, bibliography: bibliography ? bibliography[1] : [] };
}

function render(task) {
  const items = new Map(task.documents.flatMap((one) => one.items).map((item) => [item.id, item]));
  const engine = new CSL.Engine({ retrieveLocale: findLocale, retrieveItem: (id) => items.get(id) }, task.style);
  engine.setOutputFormat("html");
  return { documents: task.documents.map((one, number) => renderDocument(engine, one.clusters, number)) };
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
