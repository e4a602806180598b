// Runs archcite for the playground in a thread of its own, so that the page does not freeze: a question in JSON is
// answered in JSON.
import { loadPyodide } from "./playground/pyodide.mjs";

async function start() {
  const folder = new URL("./playground/", import.meta.url);
  const packages = fetch(new URL("archcite.tar.bz2", folder)).then((response) => response.arrayBuffer());
  const python = await loadPyodide({ indexURL: folder.href });
  const extractDir = python.runPython("import site; site.getsitepackages()[0]");
  python.unpackArchive(new Uint8Array(await packages), "bztar", { extractDir });
  return python.runPython("import importlib; importlib.invalidate_caches(); from playground_engine import answer; answer");
}

const answering = start();
answering.then(
  () => postMessage({ ready: true }),
  (error) => postMessage({ error: `archcite could not be loaded: ${error.message}` }),
);

addEventListener("message", async ({ data }) => {
  try {
    const answer = await answering;
    postMessage({ answer: answer(data) });
  } catch (error) {
    // The last line of a traceback says what happened.
    postMessage({ error: `archcite failed: ${error.message.trim().split("\n").pop()}. Report this with the text.` });
  }
});
