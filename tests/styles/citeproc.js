// What citeproc-js makes of a style: reads {style, locales, items} as JSON from standard input, cites each item once,
// and prints {citations, bibliography} as JSON.
const CSL = require("citeproc");
const fs = require("fs");

const { style, locales, items } = JSON.parse(fs.readFileSync(0, "utf8"));
const byId = new Map(items.map((item) => [item.id, item]));
const locale = (language) => {
  const file = `${locales}/locales-${language}.xml`;
  return fs.existsSync(file) && fs.readFileSync(file, "utf8");
};
const engine = new CSL.Engine({ retrieveLocale: locale, retrieveItem: (id) => byId.get(id) }, style);
engine.setOutputFormat("text");
const clusters = items.map(({ id }, number) => ({
  citationID: `c${number}`,
  citationItems: [{ id }],
  properties: { noteIndex: number + 1 },
}));
const citations = engine.rebuildProcessorState(clusters).map((row) => row[2]);
const bibliography = engine.makeBibliography()[1].map((entry) => entry.trim());
console.log(JSON.stringify({ citations, bibliography }));
