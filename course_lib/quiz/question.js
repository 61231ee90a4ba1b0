// One question: native controls; answers go to Python, and what comes back is shown.
// All text is set as text, never as HTML. A control is {nodes, answer(), clear()}.

let views = 0;
const GUARD = "data-lm-suppress-shortcuts";
const PATIENCE = 5000; // milliseconds until we say that no reply has come

function make(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

// `backticks` become code and *stars* emphasis, as in the static twin.
function inline(text) {
  return text.split(/(`[^`]+`|\*[^*\s][^*]*\*)/).map((part, n) => {
    if (n % 2 === 0) return part;
    return make(part[0] === "`" ? "code" : "em", {}, part.slice(1, -1));
  });
}

const words = (text, props = {}) => make("span", { dir: "auto", ...props }, ...inline(text));

function ticks(type, question, name) {
  const inputs = question.items.map(([letter]) => make("input", { type, name, value: letter }));
  const nodes = question.items.map(([letter, text], n) =>
    make("label", { class: "cq-option" }, inputs[n], make("span", {}, `${letter}.`), words(text)));
  const ticked = () => inputs.filter((input) => input.checked).map((input) => input.value);
  return { nodes, inputs, ticked, clear: () => inputs.forEach((input) => (input.checked = false)) };
}

const CONTROLS = {
  radio(question, name) {
    const control = ticks("radio", question, name);
    return { ...control, answer: () => control.ticked()[0] ?? null };
  },
  checkbox(question, name) {
    const control = ticks("checkbox", question, name);
    return { ...control, answer: control.ticked };
  },
  menus(question, name) {
    const choices = () => ["", ...question.choices].map((value) => make("option", { value }, value || "–"));
    const inputs = question.items.map(([letter]) => make("select", { name: `${name}-${letter}` }, ...choices()));
    const nodes = question.items.map(([letter, text], n) =>
      make("label", { class: "cq-option" },
        make("span", { class: "cq-unseen" }, `${question.label} `), inputs[n], make("span", {}, `${letter}.`), words(text)));
    return {
      nodes, inputs,
      answer: () => inputs.map((input) => input.value || null),
      clear: () => inputs.forEach((input) => (input.value = "")),
    };
  },
};

function hinting(hints) {
  const list = make("div", { class: "cq-hints", role: "status" });
  const left = () => (used < hints.length ? `Hint (${hints.length - used} left)` : "No more hints");
  let used = 0;
  const button = make("button", { type: "button", onclick: next }, left());
  function next() {
    if (used === hints.length) return;
    used += 1;
    list.append(make("p", {}, make("strong", {}, `Hint ${used}. `), words(hints[used - 1])));
    button.textContent = left();
    if (used === hints.length) button.setAttribute("aria-disabled", "true"); // stays in the tab order: focus is on it
  }
  return { list, buttons: hints.length ? [button] : [], used: () => used };
}

function report(reply) {
  const evidence = reply.cite.flatMap((citation, n) => [n ? ", " : "", make("code", {}, citation)]);
  return [
    make("p", {}, make("strong", {}, reply.head)),
    ...reply.feedback.map((line) => make("p", {}, words(line))),
    ...(evidence.length ? [make("p", {}, "Evidence: ", ...evidence)] : []),
  ];
}

function render({ model, el }) {
  const question = model.get("question");
  const control = CONTROLS[question.control](question, `cq-${(views += 1)}-${question.number}`);
  const hints = hinting(question.hints);
  const feedback = make("div", { class: "cq-feedback", role: "status", "aria-live": "polite" });
  const later = [
    make("button", { type: "button", hidden: true, onclick: again }, "Try again"),
    make("button", { type: "button", hidden: true, onclick: () => ask({ show: true }) }, "Show answer"),
  ];
  let waiting;

  function show(reply) {
    clearTimeout(waiting);
    feedback.dataset.verdict = reply.verdict;
    feedback.replaceChildren(...report(reply));
    if (reply.verdict !== "unattempted") later.forEach((button) => (button.hidden = false));
  }
  function silence() {
    const line = "No reply from Python. It may be busy, or stopped: wait a little, or run this cell again.";
    feedback.dataset.verdict = "silent";
    feedback.replaceChildren(make("p", {}, line));
  }
  function ask(message) {
    clearTimeout(waiting);
    waiting = setTimeout(silence, PATIENCE);
    try { model.send(message); } catch { silence(); }
  }
  function check(event) {
    event.preventDefault();
    ask({ answer: control.answer(), hints: hints.used() });
  }
  function again() {
    control.clear();
    feedback.replaceChildren();
    delete feedback.dataset.verdict;
    control.inputs[0].focus();
  }
  // JupyterLab's shortcuts match the focused element itself, so each one has to be guarded:
  // a guard on the form comes too late. Saving the notebook still works.
  function guard(event) {
    const saving = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
    event.target.toggleAttribute(GUARD, !saving);
  }

  const legend = make("legend", {}, make("strong", {}, `Question ${question.number}. `), words(question.ask), " ", make("em", {}, question.say));
  const buttons = make("div", { class: "cq-buttons" }, make("button", { type: "submit" }, "Check"), ...hints.buttons, ...later);
  const form = make("form", { class: "cq", onsubmit: check },
    make("fieldset", {}, legend, ...control.nodes, buttons, hints.list, feedback));
  form.querySelectorAll("input, select, button").forEach((node) => node.setAttribute(GUARD, ""));
  form.addEventListener("keydown", guard, true);
  el.append(form);
  model.on("msg:custom", show);
  return () => { clearTimeout(waiting); model.off("msg:custom", show); };
}

export default { render };
