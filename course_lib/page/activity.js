// An activity: fields in groups, buttons, a sentence that is read out, what was found, and pictures.
// Python holds the state. A field is {nodes, set(value)}; what it holds goes to Python when it changes.

const SILENCE = "No reply from Python. It may be busy, or stopped: wait a little, or run this cell again. What you did is not lost.";
const PAUSE = 800; // milliseconds without a key until a text is kept
const LINE_BREAKS = { text: true };

const entries = (options) => options.map(([value, text]) => make("option", { value }, text));
const labelled = (spec, input, kind = "cq-option cq-menu") => [make("label", { class: kind }, input, words(spec.label))];

// Each kind returns {nodes, inputs, value(), set(value)}.
const FIELDS = {
  menu(spec, name) {
    const input = make("select", { name }, ...entries(spec.options));
    return { nodes: labelled(spec, input), inputs: [input], value: () => input.value, set: (value) => (input.value = value) };
  },
  list(spec, name) {
    const input = make("select", { name, size: spec.rows }, ...entries(spec.options));
    const nodes = [make("label", { class: "cq-text" }, words(spec.label), input)];
    return { nodes, inputs: [input], value: () => input.value, set: (value) => (input.value = value) };
  },
  radio(spec, name) {
    const inputs = spec.options.map(([value]) => make("input", { type: "radio", name, value }));
    const choices = spec.options.map(([, text], n) => make("label", { class: "cq-option" }, inputs[n], words(text)));
    const nodes = [make("fieldset", { class: "cq-radio" }, make("legend", {}, words(spec.label)), ...choices)];
    const set = (value) => inputs.forEach((input) => (input.checked = input.value === value));
    return { nodes, inputs, value: () => inputs.find((input) => input.checked)?.value ?? "", set };
  },
  tick(spec, name) {
    const input = make("input", { type: "checkbox", name });
    return { nodes: labelled(spec, input, "cq-option"), inputs: [input], value: () => input.checked, set: (value) => (input.checked = value) };
  },
  number(spec, name) {
    const input = make("input", { type: "number", name, min: spec.least, max: spec.most, step: spec.step });
    const value = () => (input.value === "" ? null : Number(input.value));
    return { nodes: labelled(spec, input, "cq-option"), inputs: [input], value, set: (to) => (input.value = to ?? "") };
  },
  line(spec, name) {
    const input = make("input", { type: "text", name, dir: "auto", autocomplete: "off" });
    return { nodes: [make("label", { class: "cq-entry" }, words(spec.label), " ", input)], inputs: [input], value: () => input.value, set: (value) => (input.value = value) };
  },
  text(spec, name) {
    const input = make("textarea", { name, dir: "auto", rows: spec.rows });
    return { nodes: [make("label", { class: "cq-text" }, words(spec.label), input)], inputs: [input], value: () => input.value, set: (value) => (input.value = value) };
  },
};

// Whether a number stands in a field that Python would not take.
function isOff(spec, [input]) {
  const { badInput, rangeOverflow, rangeUnderflow, stepMismatch } = input.validity;
  return spec.type === "number" && (badInput || rangeOverflow || rangeUnderflow || (stepMismatch && spec.step % 1 === 0));
}

// One field; `changed` takes its name and value, `refused` what is wrong with it. A text is sent when the keys rest,
// everything else at once.
function fieldOf(spec, name, value, changed, refused) {
  const field = FIELDS[spec.type](spec, name);
  let pause;
  const tell = () => {
    clearTimeout(pause);
    if (!isOff(spec, field.inputs)) return changed(spec.name, field.value());
    const whole = spec.step % 1 === 0 ? "whole number" : "number";
    refused(`${spec.label.replaceAll("`", "")}: a ${whole} from ${spec.least} to ${spec.most}, please. What stands there now is not used.`);
  };
  for (const input of field.inputs) {
    input.addEventListener("change", tell);
    if (["text", "line", "number"].includes(spec.type)) {
      input.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(tell, PAUSE); });
    }
    if (!LINE_BREAKS[spec.type]) input.addEventListener("keydown", (event) => event.key === "Enter" && tell());
  }
  field.set(value);
  // What somebody is working in is left alone: an answer to an earlier key would set it back.
  const busy = () => field.inputs.includes(document.activeElement);
  return { ...field, name: spec.name, busy, stop: () => clearTimeout(pause) };
}

// A picture that is replaced only when the next one is ready, so that the page never shows a hole.
function pictureOf(pick) {
  let image = make("img", { class: "cq-picture" });
  const caption = make("figcaption");
  const table = make("div");
  const figure = make("figure", { hidden: true }, image, caption,
    make("details", {}, make("summary", {}, "The data as a table"), table));
  let latest = "";
  async function show({ src, alt, summary, data }) {
    if (src === latest) return;
    latest = src;
    const next = make("img", { class: "cq-picture", alt, src });
    next.addEventListener("click", (event) => {
      const box = next.getBoundingClientRect();
      pick((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    });
    try { await next.decode(); } catch { /* the browser shows the words instead */ }
    if (src !== latest) return;
    image.replaceWith(next);
    image = next;
    caption.textContent = summary;
    table.innerHTML = data;
    figure.hidden = false;
  }
  return { figure, show, hide: () => { latest = ""; figure.hidden = true; } };
}

function render({ model, el }) {
  const view = crypto.randomUUID?.() ?? String(Math.random()); // two tabs hear the same messages
  const form = make("div");
  const buttons = make("div", { class: "cq-buttons" });
  const said = make("p", { class: "cq-said", role: "status" });
  const result = make("div", { class: "cq-result jp-RenderedHTMLCommon" });
  const pictures = make("div");
  const note = make("p", { class: "cq-note", role: "status" });
  const reply = waiting(() => (note.textContent = SILENCE));
  const key = (name) => `activity/${model.get("token")}/${name}`;
  let groups = []; // {json, node, fields}
  let drawn = [];

  function tell(message) {
    reply.asked();
    try { model.send({ view, ...message }); } catch { /* nobody there: the clock says so */ }
  }
  let wrong = ""; // what is said of a number that is not taken, until something else is done
  function changed(name, value) {
    wrong = "";
    unsent.keep(key(name), value);
    tell({ change: name, value });
  }
  const fields = () => groups.flatMap((group) => group.fields);
  function groupOf(told) {
    const values = model.get("values");
    const held = told.fields.map((spec) => fieldOf(spec, `cq-${view}-${spec.name}`, values[spec.name], changed, (line) => (note.textContent = wrong = line)));
    const html = make("div", { class: "cq-ready jp-RenderedHTMLCommon" });
    html.innerHTML = told.html;
    const inside = [...told.text.map((line) => paragraph(line)), ...(told.html ? [html] : []), make("div", { class: told.row && "cq-row" }, ...held.flatMap(({ nodes }) => nodes))];
    const node = told.legend
      ? make("fieldset", { class: "cq-group" }, make("legend", {}, make("strong", {}, words(told.legend))), ...inside)
      : make("div", {}, ...inside);
    return { json: JSON.stringify(told), node, fields: held };
  }
  // A group that stays as it was keeps its elements; the focus stays with a field that is drawn anew.
  function drawForm() {
    const focused = document.activeElement?.name;
    const old = groups;
    groups = model.get("form").map((told) =>
      old.find((group) => group.json === JSON.stringify(told) && !group.taken && (group.taken = true)) ?? groupOf(told));
    old.filter((group) => !group.taken).forEach((group) => group.fields.forEach(({ stop }) => stop()));
    groups.forEach((group) => (group.taken = false));
    groups.forEach(({ node }, n) => form.children[n] === node || form.insertBefore(node, form.children[n] ?? null));
    while (form.children.length > groups.length) form.lastChild.remove();
    if (focused && document.activeElement?.name !== focused) {
      form.querySelector(`[name="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    }
  }
  function drawValues() {
    const values = model.get("values");
    fields().filter((field) => !field.busy()).forEach((field) => field.set(values[field.name]));
  }
  function drawButtons() {
    const place = [...buttons.children].indexOf(document.activeElement);
    buttons.replaceChildren(...model.get("buttons").map(([name, label]) =>
      make("button", { type: "button", value: name, onclick: () => press(name) }, label)));
    buttons.children[place]?.focus();
  }
  function press(name) {
    wrong = "";
    const open = fields().map((field) => [field.name, field.value()]);
    tell({ click: name, values: Object.fromEntries(open) });
  }
  const drawSaid = () => (said.textContent = model.get("said"));
  const drawResult = () => (result.innerHTML = model.get("result"));
  function drawPictures() {
    const told = model.get("pictures");
    while (drawn.length < told.length) {
      const n = drawn.length;
      drawn.push(pictureOf((x, y) => tell({ pick: [n, x, y] })));
      pictures.append(drawn[n].figure);
    }
    drawn.forEach((picture, n) => (told[n] ? picture.show(told[n]) : picture.hide()));
  }
  function receive({ view: asker, heard, note: line, file }) {
    if (asker !== view) return;
    reply.heard();
    if (heard) unsent.drop(key(heard));
    note.textContent = wrong || line;
    if (file) save(file);
  }

  const box = make("div", { class: "cq cq-activity" }, form, buttons, said, result, pictures, note);
  keepKeys(box);
  el.append(box);
  const watched = { form: drawForm, values: drawValues, buttons: drawButtons, said: drawSaid, result: drawResult, pictures: drawPictures };
  for (const [trait, draw] of Object.entries(watched)) {
    draw();
    model.on(`change:${trait}`, draw);
  }
  model.on("msg:custom", receive);
  for (const field of fields()) { // what had not reached Python when the page was left
    const waits = unsent.found(key(field.name));
    if (waits !== null) { field.set(waits); tell({ change: field.name, value: waits }); }
  }
  tell({});
  return () => {
    fields().forEach(({ stop }) => stop());
    reply.heard();
    for (const [trait, draw] of Object.entries(watched)) model.off(`change:${trait}`, draw);
    model.off("msg:custom", receive);
  };
}

export default { render };
