// From one statement of somebody to the next, with buttons or the keys j and k; where one voice alone is shown, from
// one of its statements to the next. The address follows.
const steps = (root, data) => {
  const chosen = root.querySelector('.onr-legend button[aria-pressed="true"]');
  const voice = chosen ? Number(chosen.dataset.voiceButton) : null;
  return data.statements.flatMap((statement, n) => (statement.v >= 0 && (voice === null || statement.v === voice) ? [n] : []));
};

const tell = (root, data) => {
  const all = steps(root, data);
  const place = all.indexOf(root.at);
  root.querySelector(".onr-step-place").textContent =
    place < 0 ? plural(all.length, "statement") : `Statement ${(place + 1).toLocaleString("en")} of ${all.length.toLocaleString("en")}`;
};

const step = (root, data, by) => {
  const all = steps(root, data);
  const from = root.at ?? (by > 0 ? -1 : data.statements.length);
  const to = by > 0 ? all.find((n) => n > from) : all.findLast((n) => n < from);
  if (to === undefined) return;
  for (const old of root.querySelectorAll(".onr-at")) old.classList.remove("onr-at");
  root.at = to;
  const parts = root.querySelectorAll(`[data-statement="${to}"]`);
  for (const part of parts) part.classList.add("onr-at");
  tell(root, data);
  if (!parts.length) return;
  bring(root, parts[0]);
  parts[0].tabIndex = -1;
  parts[0].focus({ preventScroll: true });
  const address = new URL(location.href);
  address.searchParams.set("readout", data.id);
  address.searchParams.set("passage", data.statements[to].at.join("-"));
  address.searchParams.set("revision", data.revision);
  history.replaceState(history.state, "", address);
};

const bring = (root, node) => {
  const text = root.querySelector(".onr-text");
  const top = node.getBoundingClientRect().top - text.getBoundingClientRect().top + text.scrollTop;
  text.scrollTop = Math.max(0, top - text.clientHeight / 3);
};

const stepper = (root, data) =>
  el(
    "div",
    { class: "onr-steps", role: "group", "aria-label": "Statements" },
    el("button", { type: "button", title: "Key k", onclick: () => step(root, data, -1) }, "\u2039 Previous"),
    el("span", { class: "onr-step-place", role: "status" }),
    el("button", { type: "button", title: "Key j", onclick: () => step(root, data, 1) }, "Next \u203a"),
  );
