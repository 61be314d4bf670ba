// What changed between two revisions: added and taken out words, told apart by more than colour.
const tags = { 1: "ins", "-1": "del" };

export default function (component) {
  const root = mount(component);
  root.replaceChildren(
    el(
      "div",
      { class: "onr-text onr-changes", role: "region", "aria-label": "Changes", tabindex: "0" },
      component.data.lines.map((line) =>
        el("p", { dir: "auto", class: line.some((run) => run.o) ? "onr-dim" : null },
          line.map((run) => (run.d ? el(tags[run.d], {}, run.t) : run.t))),
      ),
    ),
  );
}
