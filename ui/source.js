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
  if (piece.m) state.at ??= piece.s;
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
    el("span", { class: `onr-voice onr-look-${voice.look}`, "data-voice": statement.v, "data-statement": piece.s, title: why }, marked(piece, state)),
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
          { type: "button", "aria-pressed": "false", "data-voice-button": n, onclick: (event) => only(root, data, n, event.currentTarget) },
          voice.parties.map(badge),
          el("span", { class: `onr-voice onr-look-${voice.look}` }, voice.label),
          el("span", { class: "onr-dim" }, ` ${voice.count}`),
        ),
      ),
    ),
  );

const only = (root, data, n, button) => {
  const on = button.getAttribute("aria-pressed") !== "true";
  for (const other of root.querySelectorAll(".onr-legend button")) other.setAttribute("aria-pressed", "false");
  button.setAttribute("aria-pressed", String(on));
  root.querySelector(".onr-text").classList.toggle("onr-only", on);
  for (const part of root.querySelectorAll("[data-voice]")) {
    part.classList.toggle("onr-heard", on && part.dataset.voice === String(n));
  }
  tell(root, data);
};

const note = (words, alert) => (words ? el("p", { class: "onr-note", role: alert ? "alert" : null }, words) : null);

const close = (root, data) => {
  if (data.marked) giveBack(`${data.id}:${data.marked.join("-")}@${data.revision}`);
  root.send("close", Date.now());
};

// Keys work wherever the focus is, but where they mean something else. Escape closes the readout.
const listen = (root, data) => {
  root.keys?.abort();
  root.keys = new AbortController();
  const pressed = (event) => {
    const elsewhere = event.target.closest?.("input, textarea, select, details[open], [role=dialog], [data-testid=stPopoverBody]");
    if (elsewhere || !root.isConnected || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && data.closable) close(root, data);
    if (event.key === "j") step(root, data, 1);
    if (event.key === "k") step(root, data, -1);
  };
  document.addEventListener("keydown", pressed, { signal: root.keys.signal });
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
    (data.related || []).map((other) =>
      el("p", { class: "onr-facts", dir: "auto" }, `${other.how} `,
        el("a", { href: `read?readout=${encodeURIComponent(other.id)}` }, other.title))),
    note(data.missing && "The passage of this address is not in the text", true),
    el(
      "p",
      { class: "onr-links" },
      outward(data.link, `Official text, ${data.host}`, `Official text on ${data.host}, new tab`),
      el("span", { class: "onr-dim" }, data.id),
    ),
    data.voices.length ? legend(root, data) : null,
    data.voices.length ? stepper(root, data) : null,
  );

const show = (root) => {
  const mark = root.querySelector("mark");
  if (!mark) return;
  bring(root, mark);
  mark.focus({ preventScroll: true });
  root.querySelector(".onr-source").scrollIntoView({ block: "nearest" });
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
  root.at = state.at;
  if (data.voices.length) tell(root, data);
  listen(root, data);
  requestAnimationFrame(() => show(root));
}
