// Reads a .bib file from standard input with citation-js, and prints its items as CSL-JSON.
const { Cite } = require("@citation-js/core");
require("@citation-js/plugin-bibtex");
const items = new Cite(require("fs").readFileSync(0, "utf8")).data;
console.log(JSON.stringify(items.map(({ _graph, ...item }) => item)));
