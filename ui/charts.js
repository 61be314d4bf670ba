// Small charts of counts; each figure stands there as text too.
const found = (item) => (item.find ? el("a", { href: `read?find=${encodeURIComponent(item.find)}` }, item.word) : item.word);
const bars = (counts, label) => {
  const most = Math.max(1, ...counts.map((item) => item.readouts));
  return el(
    "ul",
    { class: "onr-bars", "aria-label": label },
    counts.map((item) =>
      el(
        "li",
        {},
        el("span", { class: "onr-word", dir: "auto" }, found(item)),
        el("span", { class: "onr-bar", "aria-hidden": "true" }, fill(item.readouts / most)),
        el("span", { class: "onr-count" }, item.readouts.toLocaleString("en")),
      ),
    ),
  );
};
const fill = (share) => {
  const bar = el("span", { class: share ? "" : "onr-none" });
  bar.style.width = `${Math.round(share * 100)}%`;
  return bar;
};

const columns = (years) => {
  const most = Math.max(1, ...years.map((year) => year.readouts));
  return el(
    "ol",
    { class: "onr-years" },
    years.map((year) => {
      const column = el("span", { class: "onr-column", "aria-hidden": "true" });
      column.style.height = `${year.readouts ? Math.max(2, Math.round((36 * year.readouts) / most)) : 0}px`;
      return el("li", { title: `${year.word}: ${year.readouts}` }, column, el("span", { class: "onr-year" }, found(year)),
        el("span", { class: "onr-hidden" }, `: ${year.readouts}`));
    }),
  );
};
