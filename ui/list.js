// A list to choose from: readouts, conversations.
const rowOf = (root, row) =>
  el(
    "li",
    {},
    el(
      "button",
      { type: "button", class: "onr-row", "data-id": row.id, onclick: () => root.send("open", { key: row.id, at: Date.now() }) },
      el("span", { class: "onr-row-title", dir: "auto" }, row.title),
      el(
        "span",
        { class: "onr-row-facts" },
        row.badge ? badge(row.badge) : null,
        el("span", {}, row.facts),
      ),
    ),
  );

export default function (component) {
  const root = mount(component);
  const stamp = JSON.stringify(component.data.rows);
  if (root.stamp !== stamp) {
    root.stamp = stamp;
    root.replaceChildren(
      el("ul", { class: "onr-rows", "aria-label": component.data.name, tabindex: "0" }, component.data.rows.map((row) => rowOf(root, row))),
    );
  }
  for (const button of root.querySelectorAll("[data-id]")) {
    if (button.dataset.id === component.data.selected) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}
