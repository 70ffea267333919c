// What both pages use: elements made without any parsing of markup, themes, messages.
const root = document.documentElement;
const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

// Text reaches the page through text nodes alone, so nothing in it can become markup.
function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((c) => c !== undefined && c !== null && c !== false));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";
function svg(tag, properties = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(properties)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function say(message) {
  $("#said").textContent = "";
  setTimeout(() => { $("#said").textContent = message; }, 30);
}

function clip(text, length) {
  return text.length > length ? text.slice(0, length - 1).trimEnd() + "…" : text;
}

function count(n, noun) {
  return `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
}

// Only addresses of the web become links, and only a click follows them.
function address(text) {
  if (!/^https?:\/\/[^\s]+$/i.test(text)) return el("span", { dir: "auto" }, text);
  return el("a", { href: text, target: "_blank", rel: "noopener noreferrer nofollow" }, text);
}

const dark = window.matchMedia("(prefers-color-scheme: dark)");
const still = window.matchMedia("(prefers-reduced-motion: reduce)");
const themeListeners = [];
const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
function themeChanged() {
  colours.clear();
  $("#theme").textContent = isDark() ? "Light" : "Dark";
  for (const listener of themeListeners) listener();
}
function toggleTheme() {
  root.dataset.theme = isDark() ? "light" : "dark";
  themeChanged();
}
const colours = new Map();
function colour(name) {
  if (!colours.has(name)) colours.set(name, getComputedStyle(root).getPropertyValue(`--${name}`).trim());
  return colours.get(name);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const box = el("textarea", { class: "unseen", "aria-hidden": "true" });
    box.value = text;
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  }
}

function download(name, blob) {
  const url = URL.createObjectURL(blob);
  const link = el("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
