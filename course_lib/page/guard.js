// Keeps the keys with whatever has the focus in the output that it stands in.
const SUPPRESS = "data-lm-suppress-shortcuts";

function render({ el }) {
  function guard(event) {
    const output = el.closest(".jp-OutputArea-output");
    if (!output || !output.contains(event.target)) return;
    const saving = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
    event.target.toggleAttribute(SUPPRESS, !saving);
  }
  // JupyterLab also forbids line breaks in a cell: no Enter would begin a new line in a text.
  function pass(event) {
    if (el.closest(".jp-OutputArea-output")?.contains(event.target)) event.stopPropagation();
  }
  el.style.display = "none";
  document.addEventListener("keydown", guard, true);
  document.addEventListener("beforeinput", pass, true);
  return () => {
    document.removeEventListener("keydown", guard, true);
    document.removeEventListener("beforeinput", pass, true);
  };
}

export default { render };
