// Where a readout was closed, the focus goes back to what had opened it: as soon as the readout has left the page, and
// again whenever the page is drawn anew under it, until the reader does something himself.
const OPENERS = (key) => [`.onr-mark[data-key="${CSS.escape(key)}"]`, `.onr-card[data-key="${CSS.escape(key)}"] .onr-open`];

const rememberOpener = (key, node) => {
  const css = OPENERS(key).find((one) => node.matches(one)) ?? OPENERS(key)[1];
  globalThis.onrOpener = { key, css, n: Math.max(0, [...document.querySelectorAll(css)].indexOf(node)) };
};

const openerOf = (key) => {
  const known = globalThis.onrOpener?.key === key ? globalThis.onrOpener : { css: OPENERS(key)[1], n: 0 };
  const found = document.querySelectorAll(known.css);
  return found[known.n] ?? found[0];
};

const giveBack = (key) => {
  const again = () => {
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (!lost || document.querySelector(".onr-source")) return;
    const opener = openerOf(key);
    opener?.focus({ preventScroll: true });
    opener?.scrollIntoView({ block: "nearest" });
  };
  const watch = new MutationObserver(again);
  const over = (event) => {
    if (event.repeat) return;
    watch.disconnect();
    for (const kind of ["keydown", "pointerdown"]) removeEventListener(kind, over, true);
  };
  for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, over, true);
  watch.observe(document.body, { attributes: true, childList: true, subtree: true });
};
