// Choose a kind of source, a style and a form on the page of the gallery. Without JavaScript all of them are shown.
(() => {
  const tables = [...document.querySelectorAll("section#gallery > section table")];
  if (!tables.length) return;

  const rows = tables.flatMap((table) =>
    [...table.tBodies[0].rows].map((row) => ({
      row,
      section: table.closest("section"),
      style: row.cells[0].textContent.trim(),
      form: row.cells[1].textContent.trim(),
      kind: table.closest("section").querySelector("h2").firstChild.textContent.trim(),
    })),
  );
  const chosen = { kind: "", style: "", form: "" };
  const labels = { kind: "Kind of source", style: "Style", form: "Form" };

  const form = document.createElement("form");
  form.className = "gallery-filter";
  for (const [name, label] of Object.entries(labels)) {
    const select = document.createElement("select");
    select.id = `gallery-${name}`;
    select.add(new Option("all", ""));
    for (const value of new Set(rows.map((each) => each[name]))) select.add(new Option(value, value));
    select.addEventListener("change", () => {
      chosen[name] = select.value;
      show();
    });
    const text = document.createElement("label");
    text.htmlFor = select.id;
    text.textContent = label;
    const field = document.createElement("div");
    field.append(text, select);
    form.append(field);
  }

  function show() {
    for (const each of rows) {
      each.row.hidden = Object.entries(chosen).some(([name, value]) => value && each[name] !== value);
    }
    for (const section of new Set(rows.map((each) => each.section))) {
      section.hidden = !rows.some((each) => each.section === section && !each.row.hidden);
    }
  }

  document.querySelector("section#gallery > section").before(form);
})();
