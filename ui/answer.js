// One exchange: the question, the answer with its marks, a card for each citation, the receipt.
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
    {
      class: "onr-cite",
      onkeydown: (event) => {
        if (event.key !== "Escape" || !event.currentTarget.open) return;
        event.currentTarget.open = false;
        event.currentTarget.firstChild.focus();
        event.stopPropagation();
      },
      onfocusout: (event) => event.relatedTarget && !event.currentTarget.contains(event.relatedTarget) && (event.currentTarget.open = false),
    },
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
  remarks(data),
  el("div", { class: "onr-silence", role: "note" }, el("strong", {}, SILENCES[data.reason] || "Not found. "), ...prose(root, data.text, cards)),
  data.receipt.terms.length
    ? el(
        "section",
        { class: "onr-receipt", "aria-label": "What was searched" },
        el("h4", {}, "Readouts with each word"),
        bars(data.receipt.terms, "Readouts with each word"),
        data.chart ? el("h4", {}, data.chart.title) : null,
        data.chart ? columns(data.chart.years) : null,
      )
    : null,
  data.nearest.length ? el("h4", { class: "onr-nearest" }, NEAREST[data.reason] || "Nearest statements; none of them answers it") : null,
  listOf(root, data.nearest, NEAREST[data.reason] || "Nearest statements"),
];

const remarks = (data) => [
  data.rewritten ? el("p", { class: "onr-remark", dir: "auto" }, `Asked as: ${data.rewritten}`) : null,
  (data.notes || []).map((words) => el("p", { class: "onr-remark", dir: "auto" }, words)),
];

// What a model wrote stands above the quotes it was checked against, and grows while the quotes stay.
const said = (root, data, cards) => [
  remarks(data),
  data.written
    ? el("div", { "aria-live": "polite", "aria-busy": String(data.writing) }, prose(root, data.text, cards))
    : groups(root, data, cards),
  data.written && data.dropped
    ? el("p", { class: "onr-dim onr-line" }, `${plural(data.dropped, "sentence")} left out: the quotes do not bear ${data.dropped === 1 ? "it" : "them"}`)
    : null,
];

// What the latest (or first) statement, which alone answers, came after (or before); or what comes nearest to a part
// of the question that has no answer.
const otherDates = (root, data) => [
  el("h4", { class: "onr-nearest" }, data.silent ? "Nearest to what was not found" : "On other dates"),
  listOf(root, data.nearest, data.silent ? "Statements nearest to what was not found" : "Statements on other dates"),
];

const stopper = (root, data) =>
  el(
    "p",
    { class: "onr-writing" },
    el("span", { role: "status" }, data.stopping ? "Stopping" : "Writing an answer over these quotes"),
    data.stopping
      ? null
      : el("button", { type: "button", class: "onr-stop", onclick: () => root.send("stop", { key: "stop", at: Date.now() }) }, "Stop"),
  );

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

const facts = (data) => {
  const receipt = data.receipt;
  const line = [
    data.found ? plural(data.cards.length, "statement") : null,
    `${plural(receipt.readouts, "readout")} searched${receipt.span ? `, ${receipt.span}` : ""}`,
    data.filters || null,
    data.written ? `written by ${data.model || "a model"}, each sentence checked against the quotes` : null,
    data.took,
  ];
  return el("p", { class: "onr-line" }, line.filter(Boolean).join(" \u00b7 "));
};

// The parts of an exchange, each with the values it shows: a part is drawn anew only where these changed, so that
// what the reader is at stays while an answer grows.
const parts = (root, data) => {
  const cards = new Map([...data.cards, ...data.nearest].map((card) => [card.n, card]));
  const asked = [[data.question], () => el("h3", { class: "onr-question", dir: "auto" }, data.question)];
  if (data.error) return [asked, [[data.error], () => el("p", { class: "onr-error", role: "alert" }, data.error)]];
  if (data.waiting) return [asked, [[data.waiting], () => el("p", { class: "onr-waiting", role: "status" }, data.waiting)]];
  const { found, written, text, groups: who, notes, rewritten, dropped, writing, stopping } = data;
  return [
    asked,
    [[data.reading, data.choices.length], () => readAs(root, data)],
    [[data.receipt, data.filters, data.model, written, data.took, found], () => facts(data)],
    [[writing, stopping], () => (writing ? stopper(root, data) : null)],
    [[found, written, text, who, notes, rewritten, dropped, writing], () => (found ? said(root, data, cards) : silence(root, data, cards))],
    [[found, data.cards, data.writing], () => (found ? listOf(root, data.cards, "Citations") : null)],
    [[found, data.nearest], () => (found && data.nearest.length ? otherDates(root, data) : null)],
    [[data.judged, writing], () => (writing ? null : verdicts(root, data))],
  ];
};

const draw = (root, made) => {
  let article = root.querySelector(":scope > .onr-turn");
  if (!article) {
    article = el("article", { class: "onr-turn", "aria-label": "Question and answer" });
    root.append(article);
  }
  while (article.children.length > made.length) article.lastChild.remove();
  made.forEach(([shown, build], n) => {
    const stamp = JSON.stringify(shown);
    const part = article.children[n] ?? article.appendChild(el("div", { class: "onr-part" }));
    if (part.stamp === stamp) return;
    part.stamp = stamp;
    part.replaceChildren(...[build()].flat(Infinity).filter(Boolean));
  });
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
  draw(root, parts(root, data));
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
