// How a question was read: a chip for each thing read, to change or to drop; both ask again.
const correct = (root, chip, value) =>
  root.send("correct", { field: chip.field, old: chip.value, new: value, at: Date.now() });

const editor = (root, chip, choices, done) => {
  const label = `${chip.label}: change to`;
  const leave = (event) => event.key === "Escape" && (event.stopPropagation(), done());
  if (chip.party) {
    const known = choices.some(([code]) => code === chip.value);
    return el(
      "select",
      { "aria-label": label, onchange: (event) => correct(root, chip, event.target.value), onblur: done, onkeydown: leave },
      known ? null : el("option", { value: chip.value, selected: true }, chip.value || "\u2026"),
      choices.map(([code, name]) => el("option", { value: code, selected: code === chip.value }, name)),
    );
  }
  const send = (event) => {
    if (event.key === "Enter") correct(root, chip, event.target.value.trim());
    leave(event);
  };
  return el("input", { "aria-label": label, value: chip.value, maxlength: "100", size: "14", spellcheck: "false",
    title: ["since", "until"].includes(chip.field) ? "2022 or 2022-05 or 2022-05-31" : null, onblur: done, onkeydown: send });
};

const chipOf = (root, chip, choices) => {
  const words = [chip.label, chip.changed ? el("span", { class: "onr-dim" }, " (changed)") : null];
  if (!choices.length) return el("li", { class: "onr-chip" }, el("span", {}, words.filter(Boolean)));
  const change = () => {
    const field = editor(root, chip, choices, () => item.isConnected && field.replaceWith(name));
    name.replaceWith(field);
    field.focus();
    field.select?.();
  };
  const name = el("button", { type: "button", class: "onr-chip-name", "aria-label": `${chip.label}. Change`, onclick: change }, words.filter(Boolean));
  const drop = el("button", { type: "button", class: "onr-chip-drop", "aria-label": `${chip.label}. Leave it out`,
    onclick: () => correct(root, chip, "") }, "\u00d7");
  const item = el("li", { class: chip.changed ? "onr-chip onr-chip-changed" : "onr-chip" }, name, chip.value ? drop : null);
  return item;
};

const readAs = (root, data) => {
  const { chips, about } = data.reading;
  if (!chips.length && !about) return null;
  return el(
    "div",
    { class: "onr-reading" },
    el("span", { class: "onr-dim", "aria-hidden": "true" }, "Read as"),
    chips.length ? el("ul", { class: "onr-chips", "aria-label": "How the question was read" }, chips.map((chip) => chipOf(root, chip, data.choices))) : null,
    about ? el("span", { class: "onr-about", dir: "auto" }, `about ${about}`) : null,
  );
};
