// Shared by the components. Text reaches the page as text nodes only; no markup is ever parsed.
const el = (tag, attributes, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) if (child !== null && child !== undefined) node.append(child);
  return node;
};

const plural = (n, one) => `${n.toLocaleString("en")} ${one}${n === 1 ? "" : "s"}`;

const webAddress = (address) => (/^https?:\/\/[^\s]+$/i.test(address || "") ? address : null);

const outward = (address, words, label) =>
  webAddress(address)
    ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow", "aria-label": label }, words)
    : null;

// Where the fonts have no flags a pair of letters is drawn instead: as wide as two characters.
let flagsDrawn = null;
const hasFlags = () => {
  if (flagsDrawn === null) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = "32px sans-serif";
    const one = pen.measureText("\u{1F1E8}").width;
    flagsDrawn = pen.measureText("\u{1F1E8}\u{1F1F1}").width < one * 1.5;
  }
  return flagsDrawn;
};
const badge = (party) =>
  party.flag && hasFlags()
    ? el("span", { class: "onr-flag", "aria-hidden": "true" }, party.flag)
    : el("span", { class: "onr-code", "aria-hidden": "true" }, party.code);

// One own element per mounted component; `send` always speaks through the newest connection.
const mount = ({ parentElement, setTriggerValue }) => {
  let root = parentElement.querySelector(":scope > .onr");
  if (!root) {
    root = el("div", { class: "onr" });
    parentElement.append(root);
  }
  root.send = setTriggerValue;
  return root;
};
