// The same document with citeproc-js, by its fastest way: all citations at once.
const CSL = require("citeproc");
const fs = require("fs");

const [style, source, mode, locales] = process.argv.slice(2);
const items = JSON.parse(fs.readFileSync(source, "utf8"));
const index = new Map(items.map((item) => [item.id, item]));
const engine = new CSL.Engine(
  {
    retrieveLocale: (tag) => {
      const file = `${locales}/locales-${tag}.xml`;
      return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : false;
    },
    retrieveItem: (id) => index.get(id),
  },
  fs.readFileSync(style, "utf8"),
);
engine.setOutputFormat("text");
const document = items.map((item, place) => ({
  citationID: String(place),
  citationItems: [{ id: item.id }],
  properties: { noteIndex: mode === "notes" ? place + 1 : 0 },
}));
const citations = engine.rebuildProcessorState(document, "text").map((row) => row[2]);
console.log(citations.join("\n") + "\n");
console.log(engine.makeBibliography()[1].join(""));
