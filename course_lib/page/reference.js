// Reference tables with a field: only rows in which every word typed stands are left, whatever the accents.

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function partOf([, html]) {
  const node = make("div", { class: "cq-ready jp-RenderedHTMLCommon" });
  node.innerHTML = html;
  const folded = node.querySelector("details");
  const rows = [...node.querySelectorAll("tbody tr")].map((row) => ({ row, text: plain(row.textContent) }));
  function search(wanted) {
    const left = rows.filter(({ row, text }) => !(row.hidden = !wanted.every((word) => text.includes(word))));
    if (folded) folded.open = wanted.length > 0 && left.length > 0;
    return { found: left.length, all: rows.length };
  }
  return { node, search, show: (shown) => (node.hidden = !shown) };
}

function render({ model, el }) {
  const [told, quiet] = [model.get("parts"), model.get("quiet")];
  const parts = told.map(partOf);
  const field = make("input", { type: "search", dir: "auto", autocomplete: "off" });
  const said = make("p", { class: "cq-said", role: "status" });
  function search() {
    const wanted = plain(field.value).split(/\s+/).filter(Boolean);
    const counts = parts.map((part) => {
      const count = part.search(wanted);
      part.show(wanted.length ? count.found > 0 : !quiet);
      return count;
    });
    const total = (name) => counts.reduce((sum, count) => sum + count[name], 0);
    said.textContent = wanted.length
      ? `${total("found")} of ${total("all")} entries ${total("found") === 1 ? "has" : "have"} what you typed.`
      : `${total("all")} entries.`;
  }
  field.addEventListener("input", search);
  const box = make("div", { class: "cq cq-activity cq-reference" },
    make("label", { class: "cq-entry" }, words(model.get("label")), " ", field), said, ...parts.map(({ node }) => node));
  keepKeys(box);
  el.replaceChildren(box);
  search();
}

export default { render };
