// What quizzes, the progress board and activities share: native elements, text that stays text, keys that stay
// with the control. Stands before another file; the two are one script.

const GUARD = "data-lm-suppress-shortcuts";

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
const PATIENCE = 5000; // milliseconds until we say that no reply has come

// A clock that says so when nothing is heard for too long after something was asked.
function waiting(silence) {
  let clock;
  const heard = () => clearTimeout(clock);
  return { heard, asked: () => { heard(); clock = setTimeout(silence, PATIENCE); } };
}

const paragraph = (text, props = {}) => make("p", props, words(text));

// What has been sent and not been replied to stays with the browser tab, so that a stopped kernel loses nothing.
const unsent = {
  keep(key, answer) { try { sessionStorage.setItem(`course/${key}`, JSON.stringify(answer)); } catch { /* no storage */ } },
  drop(key) { try { sessionStorage.removeItem(`course/${key}`); } catch { /* no storage */ } },
  found(key) { try { return JSON.parse(sessionStorage.getItem(`course/${key}`)); } catch { return null; } },
};

// A file that the browser puts where it puts downloads.
function save({ name, text, type = "application/jsonl" }) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  URL.revokeObjectURL(address);
}

// JupyterLab's shortcuts match the focused element itself, so each one has to be guarded: a guard on
// a container comes too late. Saving the notebook still works. JupyterLab also forbids line breaks in
// whatever stands in a cell: no Enter would send an answer, none would begin a new line in a text.
function keepKeys(root) {
  root.addEventListener("focusin", (event) => event.target.setAttribute(GUARD, ""));
  root.addEventListener("keydown", (event) => {
    const saving = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
    event.target.toggleAttribute(GUARD, !saving);
  }, true);
  root.addEventListener("beforeinput", (event) => event.stopPropagation(), true);
}
