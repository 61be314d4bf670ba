// A readout: its facts, and its text with one passage marked and brought into view.
const run = (piece, state) => {
  if (!piece.m) return piece.t;
  const mark = el("mark", { tabindex: "-1", id: state.first ? null : "onr-passage" }, piece.t);
  state.first ||= mark;
  return mark;
};

const head = (root, data) =>
  el(
    "header",
    { class: "onr-source-head" },
    el(
      "div",
      { class: "onr-source-line" },
      el("h2", { dir: "auto" }, data.title),
      data.closable
        ? el("button", { type: "button", class: "onr-close", "aria-label": "Close the readout",
            onclick: () => root.send("close", Date.now()) }, "\u00d7")
        : null,
    ),
    el("p", { class: "onr-facts", dir: "auto" }, data.facts.join(" · ")),
    data.summary ? el("p", { class: "onr-note" }, "Our summary, not the issuer\u2019s words") : null,
    data.inferred ? el("p", { class: "onr-note" }, "Reporter inferred from the title") : null,
    data.missing ? el("p", { class: "onr-note", role: "alert" }, "The passage of this address is not in the text") : null,
    el(
      "p",
      { class: "onr-links" },
      outward(data.link, `Official text, ${data.host}`, `Official text on ${data.host}, new tab`),
      el("span", { class: "onr-dim" }, data.id),
    ),
  );

const show = (root) => {
  const pane = root.querySelector(".onr-source");
  const text = root.querySelector(".onr-text");
  const mark = root.querySelector("mark");
  if (!mark) return;
  const top = mark.getBoundingClientRect().top - text.getBoundingClientRect().top + text.scrollTop;
  text.scrollTop = Math.max(0, top - text.clientHeight / 3);
  mark.focus({ preventScroll: true });
  pane.scrollIntoView({ block: "nearest" });
};

export default function (component) {
  const root = mount(component);
  const data = component.data;
  const stamp = JSON.stringify(data);
  if (root.stamp === stamp) return;
  root.stamp = stamp;
  const state = { first: null };
  root.replaceChildren(
    el(
      "section",
      { class: "onr-source", "aria-label": "Readout",
        onkeydown: (event) => data.closable && event.key === "Escape" && root.send("close", Date.now()) },
      head(root, data),
      el(
        "div",
        { class: "onr-text", lang: data.language || null, tabindex: "0", role: "region", "aria-label": "Text of the readout" },
        data.paragraphs.map((line) => el("p", { dir: "auto" }, line.map((piece) => run(piece, state)))),
      ),
    ),
  );
  requestAnimationFrame(() => show(root));
}
