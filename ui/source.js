// A readout: its facts, its text with who speaks where, and one passage marked and brought into view.

const marked = (piece, state) => {
  if (!piece.m) return piece.t;
  const mark = el("mark", { tabindex: "-1", id: state.mark ? null : "onr-passage" }, piece.t);
  state.mark ||= mark;
  return mark;
};

// A statement of somebody gets the look of its voice; where the speaker changes, the name stands before it.
const run = (piece, state, data) => {
  const statement = piece.s === undefined ? null : data.statements[piece.s];
  if (!statement) return piece.t.trim() ? marked(piece, state) : piece.t;
  if (statement.v < 0) {
    state.who = null;
    return marked(piece, state);
  }
  const voice = data.voices[statement.v];
  const changed = state.who !== statement.who;
  state.who = statement.who;
  const why = [statement.who, statement.kind, statement.cue ? `“${statement.cue}”` : ""].filter(Boolean).join(" · ");
  return [
    changed
      ? el("span", { class: `onr-voice-name onr-look-${voice.look}`, "data-voice": statement.v }, statement.who, " ")
      : null,
    el("span", { class: `onr-voice onr-look-${voice.look}`, "data-voice": statement.v, title: why }, marked(piece, state)),
  ].filter(Boolean);
};

const legend = (root, data) =>
  el(
    "ul",
    { class: "onr-legend", "aria-label": "Who speaks" },
    data.voices.map((voice, n) =>
      el(
        "li",
        {},
        el(
          "button",
          { type: "button", "aria-pressed": "false", onclick: (event) => only(root, n, event.currentTarget) },
          voice.parties.map(badge),
          el("span", { class: `onr-voice onr-look-${voice.look}` }, voice.label),
          el("span", { class: "onr-dim" }, ` ${voice.count}`),
        ),
      ),
    ),
  );

const only = (root, n, button) => {
  const on = button.getAttribute("aria-pressed") !== "true";
  for (const other of root.querySelectorAll(".onr-legend button")) other.setAttribute("aria-pressed", "false");
  button.setAttribute("aria-pressed", String(on));
  root.querySelector(".onr-text").classList.toggle("onr-only", on);
  for (const part of root.querySelectorAll("[data-voice]")) {
    part.classList.toggle("onr-heard", on && part.dataset.voice === String(n));
  }
};

const note = (words, alert) => (words ? el("p", { class: "onr-note", role: alert ? "alert" : null }, words) : null);

const close = (root, data) => {
  if (data.marked) giveBack(`${data.id}:${data.marked.join("-")}@${data.revision}`);
  root.send("close", Date.now());
};

// Escape closes the readout wherever the focus is, but where Escape means something else.
const escapes = (root, data) => {
  root.keys?.abort();
  root.keys = new AbortController();
  const pressed = (event) => {
    const elsewhere = event.target.closest?.("input, textarea, select, details[open], [role=dialog], [data-testid=stPopoverBody]");
    if (event.key === "Escape" && root.isConnected && !event.defaultPrevented && !elsewhere) close(root, data);
  };
  if (data.closable) document.addEventListener("keydown", pressed, { signal: root.keys.signal });
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
            onclick: () => close(root, data) }, "\u00d7")
        : null,
    ),
    el("p", { class: "onr-facts", dir: "auto" }, data.facts.join(" · ")),
    data.people.length ? el("p", { class: "onr-facts", dir: "auto" }, `People: ${data.people.join("; ")}`) : null,
    note(data.summary && "Our summary, not the issuer\u2019s words"),
    note(data.inferred && "Reporter inferred from the title"),
    note(data.superseded, true),
    note(data.missing && "The passage of this address is not in the text", true),
    el(
      "p",
      { class: "onr-links" },
      outward(data.link, `Official text, ${data.host}`, `Official text on ${data.host}, new tab`),
      el("span", { class: "onr-dim" }, data.id),
    ),
    data.voices.length ? legend(root, data) : null,
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
  const state = { mark: null, who: null };
  root.replaceChildren(
    el(
      "section",
      { class: "onr-source", "aria-label": "Readout" },
      head(root, data),
      el(
        "div",
        { class: "onr-text", lang: data.language || null, tabindex: "0", role: "region", "aria-label": "Text of the readout" },
        data.paragraphs.map((line) => el("p", { dir: "auto" }, line.map((piece) => run(piece, state, data)))),
      ),
    ),
  );
  escapes(root, data);
  requestAnimationFrame(() => show(root));
}
