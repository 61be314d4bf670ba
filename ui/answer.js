// One exchange: the question, the answer with its marks, a card for each citation, the receipt.
const plural = (n, one) => `${n.toLocaleString("en")} ${one}${n === 1 ? "" : "s"}`;

const open = (root, card, opener) => {
  rememberOpener(card.key, opener);
  root.send("open", { key: card.key, at: Date.now() });
};

const markOf = (root, card) =>
  el(
    "button",
    {
      class: "onr-mark",
      type: "button",
      "data-key": card.key,
      "aria-label": `Citation ${card.n}: ${card.who}, ${card.title}. Open in the readout`,
      onclick: (event) => open(root, card, event.currentTarget),
      onmouseenter: (event) => peek(root, card, event.currentTarget),
      onmouseleave: () => unpeek(root),
      onfocus: (event) => peek(root, card, event.currentTarget),
      onblur: () => unpeek(root),
    },
    `[${card.n}]`,
  );

const unpeek = (root) => root.querySelectorAll(".onr-peek").forEach((old) => old.remove());
const peek = (root, card, anchor) => {
  unpeek(root);
  const box = el(
    "div",
    { class: "onr-peek", role: "tooltip" },
    el("strong", {}, card.who),
    el("div", { class: "onr-dim" }, card.account),
    el("div", { class: "onr-quote", dir: "auto" }, card.quote),
  );
  root.append(box);
  const here = root.getBoundingClientRect();
  const there = anchor.getBoundingClientRect();
  box.style.top = `${there.bottom - here.top + 4}px`;
  box.style.left = `${Math.max(0, Math.min(there.left - here.left, here.width - box.offsetWidth))}px`;
};

const copy = async (words, button) => {
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(words);
    button.textContent = "Copied";
  } catch {
    window.prompt("Copy the reference:", words);
  }
  setTimeout(() => (button.textContent = label), 1500);
};

const cite = (card) =>
  el(
    "details",
    { class: "onr-cite" },
    el("summary", { "aria-label": `Copy citation ${card.n} as a reference` }, "Cite"),
    el(
      "div",
      { class: "onr-menu" },
      Object.entries(card.references).map(([name, words]) =>
        el("button", { type: "button", onclick: (event) => copy(words, event.currentTarget) }, name),
      ),
    ),
  );

const cardOf = (root, card) =>
  el(
    "li",
    {
      class: "onr-card",
      "data-key": card.key,
      onclick: (event) => {
        const own = event.target.closest("a, button, summary, details");
        if (!own && !String(window.getSelection())) open(root, card, event.currentTarget.querySelector(".onr-open"));
      },
    },
    card.heading ? el("p", { class: "onr-heading" }, card.heading) : null,
    el(
      "div",
      { class: "onr-head" },
      el("span", { class: "onr-n", "aria-hidden": "true" }, `[${card.n}]`),
      card.parties.map(badge),
      el("span", { class: card.parties.length ? "onr-who" : "onr-who onr-nobody", dir: "auto" }, card.who),
      el("span", { class: "onr-account" }, card.account),
      card.inferred ? el("span", { class: "onr-tag" }, "reporter inferred") : null,
    ),
    el("blockquote", { class: card.summary ? "onr-quote onr-ours" : "onr-quote", dir: "auto" }, card.quote),
    card.after ? el("p", { class: "onr-after" }, card.after.replace(/^\(|\)$/g, "")) : null,
    el(
      "div",
      { class: "onr-foot" },
      el(
        "button",
        {
          class: "onr-open",
          type: "button",
          "aria-label": `Open passage ${card.n} in the readout: ${card.title}`,
          onclick: (event) => open(root, card, event.currentTarget),
        },
        "Show in readout",
      ),
      el("span", { class: "onr-title", dir: "auto" }, card.title),
      outward(card.link, `Official text, ${card.host}`, `Official text of ${card.title} on ${card.host}, new tab`),
      cite(card),
    ),
  );

const listOf = (root, cards, label) =>
  cards.length ? el("ol", { class: "onr-cards", "aria-label": label }, cards.map((card) => cardOf(root, card))) : null;

const groups = (root, data, cards) =>
  el(
    "p",
    { class: "onr-groups" },
    data.groups.map((group) =>
      el(
        "span",
        { class: "onr-group" },
        el("b", {}, group.who),
        ` in ${group.reporter}\u2019${group.reporter.endsWith("s") ? "" : "s"} account `,
        group.marks.map((n) => markOf(root, cards.get(n))),
      ),
    ),
  );

const prose = (root, paragraphs, cards) =>
  paragraphs.map((pieces) =>
    el(
      "p",
      { class: "onr-prose", dir: "auto" },
      pieces.map((piece) => ("n" in piece ? markOf(root, cards.get(piece.n)) : piece.t)),
    ),
  );

const silence = (root, data, cards) => [
  el("div", { class: "onr-silence", role: "note" }, el("strong", {}, SILENCES[data.reason] || "Not found. "), ...prose(root, data.text, cards)),
  data.receipt.terms.length
    ? el(
        "section",
        { class: "onr-receipt", "aria-label": "What was searched" },
        el("h4", {}, "Readouts with each word"),
        bars(data.receipt.terms, "Readouts with each word"),
        data.years.length ? el("h4", {}, "Readouts in the library, by year") : null,
        data.years.length ? columns(data.years) : null,
      )
    : null,
  data.nearest.length ? el("h4", { class: "onr-nearest" }, NEAREST[data.reason] || "Nearest statements; none of them answers it") : null,
  listOf(root, data.nearest, NEAREST[data.reason] || "Nearest statements"),
];

const findings = (root, data, cards) => [
  data.notes.map((words) => el("p", { class: "onr-remark" }, words)),
  data.written ? prose(root, data.text, cards) : groups(root, data, cards),
  listOf(root, data.cards, "Citations"),
];

const VERDICTS = { right: "right", "wrong speaker": "wrong in the speaker", "wrong source": "wrong in the source", "missed something": "missing something" };
const verdicts = (root, data) =>
  data.judged
    ? el(
        "div",
        { class: "onr-verdicts", role: "group", "aria-label": "Is this answer right?" },
        el("span", { class: "onr-dim" }, "This answer is"),
        Object.entries(VERDICTS).map(([key, words]) =>
          el("button", { type: "button", "data-verdict": key, onclick: () => root.send("judge", { key, at: Date.now() }) }, words),
        ),
      )
    : null;

const SILENCES = {
  party_silent: "Not found: silent on this. ",
  said_by_other: "Not found: said by the other side only. ",
  ambiguous: "Not found: more than one reading. ",
};
const NEAREST = { said_by_other: "Said by the other side", ambiguous: "What each reading finds" };

const exchange = (root, data) => {
  const cards = new Map([...data.cards, ...data.nearest].map((card) => [card.n, card]));
  const asked = el("h3", { class: "onr-question", dir: "auto" }, data.question);
  if (data.error) return [asked, el("p", { class: "onr-error", role: "alert" }, data.error)];
  if (data.waiting) return [asked, el("p", { class: "onr-waiting", role: "status" }, data.waiting)];
  const receipt = data.receipt;
  const line = [
    data.found ? plural(data.cards.length, "statement") : null,
    `${plural(receipt.readouts, "readout")} searched${receipt.span ? `, ${receipt.span}` : ""}`,
    data.filters || null,
    data.model ? `written by ${data.model}, checked against the quotes` : null,
    data.took,
  ];
  return [
    asked,
    el("p", { class: "onr-line" }, line.filter(Boolean).join(" · ")),
    ...(data.found ? findings(root, data, cards) : silence(root, data, cards)),
    verdicts(root, data),
  ];
};

// Streamlit keeps the page at the end of a new answer; it is read from its beginning. Whoever moves takes over.
const begin = () => {
  let left = 30;
  const stop = () => (left = 0);
  for (const kind of ["wheel", "touchstart", "keydown", "pointerdown"]) addEventListener(kind, stop, { once: true });
  const to = () => {
    if (left-- <= 0) return;
    [...document.querySelectorAll(".onr-turn")].at(-1)?.scrollIntoView({ block: "start" });
    setTimeout(to, 100);
  };
  to();
};

export default function (component) {
  const root = mount(component);
  const { selected, fresh, verdict, ...data } = component.data;
  const stamp = JSON.stringify(data);
  if (root.stamp !== stamp) {
    root.stamp = stamp;
    root.replaceChildren(
      el("article", { class: "onr-turn", "aria-label": "Question and answer" }, exchange(root, data).flat()),
    );
  }
  if (fresh && globalThis.onrBegun !== fresh) {
    globalThis.onrBegun = fresh;
    requestAnimationFrame(begin);
  }
  for (const node of root.querySelectorAll("[data-verdict]")) {
    node.setAttribute("aria-pressed", String(node.dataset.verdict === verdict));
  }
  for (const node of root.querySelectorAll("[data-key]")) {
    const chosen = node.dataset.key === selected;
    node.classList.toggle("onr-chosen", chosen);
    if (chosen) node.setAttribute("aria-current", "true");
    else node.removeAttribute("aria-current");
  }
}
