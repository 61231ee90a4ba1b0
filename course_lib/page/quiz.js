// A quiz: one form a question. Answers go to Python, and what comes back is shown, as text.
// A control is {nodes, inputs, answer(), set(answer), clear()}.

const SILENCE = "No reply from Python. It may be busy, or stopped: wait a little, or run this cell again. Your answer is not lost.";
const UNSENT = "This answer had not reached Python. Send it again.";
const PAUSE = 2000; // milliseconds without a key until a text is kept
const WIDE = 30; // letters in a menu's entry from which on the entries are listed as well

const key = (question) => `quiz/${question.token}`;

function ticks(type, question, name) {
  const inputs = question.items.map(([letter]) => make("input", { type, name, value: letter }));
  const nodes = question.items.map(([letter, text], n) =>
    make("label", { class: "cq-option" }, inputs[n], make("span", {}, `${letter}.`), words(text)));
  const ticked = () => inputs.filter((input) => input.checked).map((input) => input.value);
  const set = (answer) => inputs.forEach((input) => (input.checked = [answer].flat().includes(input.value)));
  return { nodes, inputs, ticked, set, clear: () => set([]) };
}

const menu = (choices, props) =>
  make("select", props, ...[["", "–"], ...choices].map(([value, text]) => make("option", { value }, text)));

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
    const long = question.choices.some(([, text]) => text.length > WIDE);
    const listed = long ? [make("div", {}, ...question.choices.map(([, text]) => paragraph(text)))] : [];
    const inputs = question.items.map(([letter]) => menu(question.choices, { name: `${name}-${letter}` }));
    const nodes = question.items.map(([letter, text], n) =>
      make("label", { class: "cq-option cq-menu" },
        make("span", { class: "cq-unseen" }, `${question.label} `), inputs[n], make("span", {}, `${letter}.`), words(text)));
    const set = (answer) => inputs.forEach((input, n) => (input.value = answer[n] ?? ""));
    return { nodes: [...listed, ...nodes], inputs, set, answer: () => inputs.map((input) => input.value || null), clear: () => set([]) };
  },
  entry(question, name) {
    const input = make("input", { type: "text", name, dir: "auto", autocomplete: "off", spellcheck: "false" });
    const nodes = [make("label", { class: "cq-entry" }, `${question.label} `, input, words(` ${question.unit}`))];
    const set = (answer) => (input.value = answer);
    return { nodes, inputs: [input], set, answer: () => input.value, clear: () => set("") };
  },
  text(question, name, send) {
    const input = make("textarea", { name, dir: "auto", rows: 8 });
    const begin = question.starters.map((text) => `“${text}”`).join(" · ");
    const rubric = make("div", { class: "cq-rubric" });
    const nodes = [
      ...(begin ? [paragraph(`You may begin: ${begin}`)] : []),
      make("label", { class: "cq-text" }, question.label, input), rubric,
    ];
    const levels = () => [...rubric.querySelectorAll("select")].map((chosen) => (chosen.value === "" ? null : Number(chosen.value)));
    const answer = () => ({ text: input.value, levels: levels() });
    let pause; // a text is also kept before it is saved: at once in this tab, and soon in Python
    const stop = () => clearTimeout(pause);
    input.addEventListener("input", () => {
      stop();
      unsent.keep(key(question), answer());
      pause = setTimeout(() => send({ answer: answer(), draft: true }), PAUSE);
    });
    function open(reply, given = []) {
      if (!reply?.rubric || rubric.childNodes.length) return;
      rubric.append(make("p", {}, make("strong", {}, "Judge your own text, then save your judgement with it.")));
      reply.rubric.forEach(([criterion, texts], n) => {
        const chosen = menu(texts.map((text, level) => [level, text]), { name: `${name}-${n}` });
        chosen.value = given[n] ?? "";
        rubric.append(make("label", { class: "cq-criterion" }, words(criterion), chosen));
      });
      rubric.append(make("details", {}, make("summary", {}, "A model answer"), paragraph(reply.model)));
    }
    const set = (earlier, reply) => { input.value = earlier.text; open(reply, earlier.levels ?? []); };
    return { nodes, inputs: [input], set, answer, open, stop, submit: "Save" };
  },
};

function hinting(hints) {
  const list = make("div", { class: "cq-hints", role: "status", "aria-atomic": "false", "aria-live": "off" });
  const left = () => (used < hints.length ? `Hint (${hints.length - used} left)` : "No more hints");
  let used = 0;
  const button = make("button", { type: "button", onclick: press }, left());
  function press() {
    list.setAttribute("aria-live", "polite"); // what stood there when the page was opened is not read out
    next();
  }
  function next() {
    if (used === hints.length) return;
    used += 1;
    list.append(make("p", {}, make("strong", {}, `Hint ${used}. `), words(hints[used - 1])));
    button.textContent = left();
    if (used === hints.length) button.setAttribute("aria-disabled", "true"); // stays in the tab order: focus is on it
  }
  const open = (count) => { while (used < Math.min(count, hints.length)) next(); };
  return { list, open, buttons: hints.length ? [button] : [], used: () => used };
}

function report(reply) {
  const evidence = reply.cite.flatMap((citation, n) => [n ? ", " : "", make("code", {}, citation)]);
  return [
    make("p", {}, make("strong", {}, reply.head)),
    ...reply.feedback.map((line) => paragraph(line)),
    ...(evidence.length ? [make("p", {}, "Evidence: ", ...evidence)] : []),
  ];
}

// One question: {form, heard(reply), restore(earlier), stop()}; `send` takes what is to be told to Python.
function asked(question, number, alone, name, send) {
  const control = CONTROLS[question.control](question, name, (message) => ask(message));
  const hints = hinting(question.hints);
  const feedback = make("div", { class: "cq-feedback", role: "status", "aria-live": "off" }); // until something is asked
  const reply = waiting(() => say("silent", paragraph(SILENCE)));
  const later = control.clear ? [
    make("button", { type: "button", hidden: true, onclick: again }, "Try again"),
    make("button", { type: "button", hidden: true, onclick: () => ask({ show: true }) }, "Show answer"),
  ] : [];
  let touched = false;
  let sent;

  function heard(answered) {
    reply.heard();
    if (!control.open || sent === JSON.stringify(control.answer())) unsent.drop(key(question)); // a text goes on growing
    if (answered) show(answered);
    else if (feedback.dataset.verdict === "silent") say(null);
  }
  function say(verdict, ...nodes) {
    feedback.replaceChildren(...nodes);
    if (verdict) feedback.dataset.verdict = verdict;
    else delete feedback.dataset.verdict;
  }
  function show(answered) {
    say(answered.verdict, ...report(answered));
    control.open?.(answered);
    if (answered.verdict !== "unattempted") later.forEach((button) => (button.hidden = false));
  }
  function restore(earlier) {
    if (touched) return; // somebody is answering here already
    const waits = unsent.found(key(question));
    if (earlier) {
      hints.open(earlier.hints);
      control.set(earlier.answer, earlier.reply);
      if (earlier.reply) show(earlier.reply);
    }
    if (waits === null) return;
    control.set(waits, earlier?.reply);
    say("silent", paragraph(UNSENT));
  }
  function ask(message) {
    feedback.setAttribute("aria-live", "polite");
    reply.asked();
    if ("answer" in message) {
      unsent.keep(key(question), message.answer);
      sent = JSON.stringify(message.answer);
    }
    send({ number, hints: hints.used(), ...message });
  }
  function check(event) {
    event.preventDefault();
    control.stop?.();
    ask({ answer: control.answer() });
  }
  function again() {
    control.clear();
    say(null);
    control.inputs[0].focus();
  }

  const legend = make("legend", {}, make("strong", {}, alone ? "" : `Question ${number}. `), words(question.ask), " ", make("em", {}, question.say));
  const buttons = make("div", { class: "cq-buttons" }, make("button", { type: "submit" }, control.submit ?? "Check"), ...hints.buttons, ...later);
  const form = make("form", { onsubmit: check },
    make("fieldset", {}, legend, ...control.nodes, buttons, hints.list, feedback));
  form.addEventListener("input", () => (touched = true));
  return { form, heard, restore, stop: reply.heard };
}

const plain = (heading) => heading.textContent.replace(/¶$/, "").trim();

// A heading of the page; where JupyterLab keeps only what is in sight, the page is scrolled until it comes.
async function headingOf(title, el) {
  const page = el.closest(".jp-Notebook") ?? document;
  const roll = page.querySelector?.(".jp-WindowedPanel-outer");
  const find = () => [...page.querySelectorAll("h2, h3, h4")].find((node) => plain(node) === title);
  for (let top = 0; !find() && roll && top < roll.scrollHeight; top += roll.clientHeight) {
    roll.scrollTop = top;
    await new Promise((seen) => setTimeout(seen, 100));
  }
  return find();
}

// A link to a section of the page that the quiz stands on.
function wayTo(title, el) {
  async function go(event) {
    event.preventDefault();
    const heading = await headingOf(title, el);
    if (!heading) return;
    heading.tabIndex = -1;
    heading.scrollIntoView();
    heading.focus();
  }
  return make("a", { href: `#${title.replaceAll(" ", "-")}`, onclick: go }, title);
}

function render({ model, el }) {
  const view = crypto.randomUUID?.() ?? String(Math.random()); // two tabs hear the same messages
  const all = model.get("questions");
  const send = (message) => { try { model.send({ view, ...message }); } catch { /* nobody there: the questions wait, then say so */ } };
  const questions = all.map((question, n) => asked(question, n + 1, all.length === 1, `cq-${view}-${n}`, send));
  const line = make("p", { class: "cq-summary" });
  const note = make("p", { class: "cq-note", role: "status" });

  function sum({ words: text, reread, done }) {
    line.setAttribute("aria-live", done ? "polite" : "off"); // each question's feedback speaks for itself
    const links = reread.flatMap((title, n) => [n ? ", " : " Reread: ", wayTo(title, el)]);
    line.replaceChildren(text, ...links, ...(links.length ? ["."] : []));
  }
  function receive(message) {
    if (message.view !== view) return;
    if (message.number) questions[message.number - 1].heard(message.reply);
    else message.earlier.forEach((earlier, n) => questions[n].restore(earlier));
    sum(message.summary);
    if (note.textContent !== message.note) note.textContent = message.note;
  }

  const box = make("div", { class: "cq" }, ...questions.map(({ form }) => form), ...(all.length > 1 ? [line] : []), note);
  keepKeys(box);
  el.append(box);
  model.on("msg:custom", receive);
  send({});
  return () => { questions.forEach(({ stop }) => stop()); model.off("msg:custom", receive); };
}

export default { render };
