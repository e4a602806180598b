// Choose a kind of source, a style, its country and a form on the page of the gallery, and see the authority of the
// style. Without JavaScript all of them are shown.
(() => {
  const tables = [...document.querySelectorAll("section#gallery > section:not(#authorities) table")];
  if (!tables.length) return;
  const authorities = new Map(
    [...document.querySelectorAll("#authorities tbody tr")].map((row) => [row.cells[0].textContent.trim(), row]),
  );
  const getCountry = (style) => authorities.get(style)?.cells[1].textContent.trim() ?? "";

  const rows = tables.flatMap((table) =>
    [...table.tBodies[0].rows].map((row) => ({
      row,
      section: table.closest("section"),
      style: row.cells[0].textContent.trim(),
      country: getCountry(row.cells[0].textContent.trim()),
      form: row.cells[1].textContent.trim(),
      kind: table.closest("section").querySelector("h2").firstChild.textContent.trim(),
    })),
  );
  const chosen = { kind: "", style: "", country: "", form: "" };
  const labels = { kind: "Kind of source", style: "Style", country: "Country of the style", form: "Form" };

  const form = document.createElement("form");
  form.className = "gallery-filter";
  for (const [name, label] of Object.entries(labels)) {
    const select = document.createElement("select");
    select.id = `gallery-${name}`;
    select.add(new Option("all", ""));
    const values = new Set(rows.map((each) => each[name]).filter(Boolean));
    for (const value of name === "country" ? [...values].sort() : values) select.add(new Option(value, value));
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

  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.hidden = true;
  form.append(said);

  function show() {
    for (const each of rows) {
      each.row.hidden = Object.entries(chosen).some(([name, value]) => value && each[name] !== value);
    }
    const authority = authorities.get(chosen.style)?.cells[2];
    said.hidden = !authority;
    if (authority) said.replaceChildren("Authority: ", authority.querySelector("a")?.cloneNode(true) ?? authority.textContent);
    for (const section of new Set(rows.map((each) => each.section))) {
      section.hidden = !rows.some((each) => each.section === section && !each.row.hidden);
    }
  }

  document.querySelector("section#gallery > section").before(form);
})();
