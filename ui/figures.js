// What the library holds, as counts.
export default function (component) {
  const root = mount(component);
  const stamp = JSON.stringify(component.data);
  if (root.stamp === stamp) return;
  root.stamp = stamp;
  root.replaceChildren(
    el(
      "div",
      { class: "onr-figures" },
      component.data.sections.map((section) =>
        el(
          "section",
          { "aria-label": section.title, class: section.columns ? "onr-wide" : null },
          el("h3", {}, section.title),
          section.columns ? columns(section.rows) : bars(section.rows, section.title),
          section.rest ? el("p", { class: "onr-dim" }, section.rest) : null,
        ),
      ),
    ),
  );
}
