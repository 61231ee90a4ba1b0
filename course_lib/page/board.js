// The progress board: a table of chapters, and buttons that save, load, name and clear. Whatever it
// shows comes from Python; a file is read and written by the browser, on the student's own machine.

const LARGEST = 8_000_000; // bytes of a file to load: what Jupyter lets through in one message

function row({ title, done, all, words: text }) {
  const bar = make("progress", { max: all, value: done, "aria-label": title });
  return make("tr", {}, make("th", { scope: "row" }, title), make("td", {}, bar), make("td", {}, text));
}

function render({ model, el }) {
  const body = make("tbody");
  const head = ["Chapter", "Done", "In words"].map((name) => make("th", { scope: "col" }, name));
  const table = make("table", {}, make("caption", {}, "Your progress by chapter"), make("thead", {}, make("tr", {}, ...head)), body);
  const said = make("div", { class: "cq-said", role: "status" });
  const problems = make("div", { class: "cq-said", role: "status" });
  const button = (text, onclick) => make("button", { type: "button", onclick }, text);
  const name = make("input", { type: "text", dir: "auto", autocomplete: "off" });
  const chosenFile = make("input", { type: "file", accept: ".jsonl,.json,.txt" });
  const WARNING = "All answers are put into a backup file, and every chapter begins anew.";
  const keep = button("No, keep them", close);
  const sure = make("div", { class: "cq-buttons", role: "group", "aria-label": WARNING, hidden: true },
    make("span", {}, WARNING), button("Yes, start over", () => { ask({ restart: true }); close(); }), keep);
  const start = button("Start over", () => { sure.hidden = false; keep.focus(); });
  const view = crypto.randomUUID?.() ?? String(Math.random()); // two tabs hear the same messages
  const reply = waiting(() => tell("No reply from Python. It may be busy, or stopped: wait a little, or run this cell again."));
  let named = false;

  const tell = (...lines) => said.replaceChildren(...lines.filter(Boolean).map((line) => paragraph(line)));
  function close() { sure.hidden = true; start.focus(); }
  function ask(message) {
    reply.asked();
    try { model.send({ view, ...message }); } catch { /* nobody there: the clock says so */ }
  }
  async function load() {
    const chosen = chosenFile.files[0];
    if (!chosen) return tell("Choose a file first.");
    if (chosen.size > LARGEST) return tell(`${chosen.name} is too large to be saved progress.`);
    tell(`Loading ${chosen.name} …`);
    ask({ load: await chosen.text() });
  }
  function receive({ view: asker, chapters, student, said: sentence, file, problems: found }) {
    if (asker === view) reply.heard();
    const saved = asker === view ? file : null;
    body.replaceChildren(...chapters.map(row));
    if (!named) name.value = student;
    named = true;
    if (saved) save(saved);
    tell(sentence || (saved && `Saved as ${saved.name}, where your browser puts downloads.`));
    problems.replaceChildren(...found.filter(Boolean).map((line) => paragraph(`⚠ ${line}`)));
  }
  function call(event) {
    event.preventDefault();
    ask({ call: name.value });
  }

  const box = make("div", { class: "cq cq-board" }, table,
    make("div", { class: "cq-buttons" }, button("Save to a file", () => ask({ save: true })), button("Bring up to date", () => ask({})), start),
    sure,
    make("div", { class: "cq-buttons" }, make("label", {}, "Saved file ", chosenFile), button("Load from the file", load)),
    make("form", { onsubmit: call, class: "cq-buttons" }, make("label", {}, "Name, if you like ", name), make("button", { type: "submit" }, "Use this name")),
    said, problems);
  keepKeys(box);
  el.append(box);
  model.on("msg:custom", receive);
  ask({});
  return () => model.off("msg:custom", receive);
}

export default { render };
