// Keys. Rows are walked with j and k; a row's buttons, and the page's own, name their key.

import { act } from "./acts.js";
import { KEEP } from "./kept.js";
import { period, words } from "./server.js";
import { busy, gather, inTurn } from "./turns.js";

const PAGES = {
  "g t": "today", "g s": "stories", "g i": "issue", "g w": "terms", "g a": "archive", "g m": "mail",
  "g l": "look", "g o": "outlets", "g u": "setup", "g p": "preview", "g f": "after",
};

let current = null;
const HERE = `${KEEP}here${location.pathname}`;
function rows() { return [...document.querySelectorAll("[data-row]")]; }
function mark(id, scroll = true) {
  for (const row of rows()) row.classList.toggle("here", row.id === id);
  const row = id && document.getElementById(id);
  if (!row) return;
  current = id;
  sessionStorage.setItem(HERE, id);
  if (scroll || document.activeElement === document.body) row.querySelector("a")?.focus({ preventScroll: true });
  if (scroll) row.scrollIntoView({ block: "nearest", behavior: "instant" });
}
function step(by) {
  const all = rows();
  const at = all.findIndex((row) => row.id === current);
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  if (next) mark(next.id);
}
function showKeys() {
  const box = document.createElement("dialog");
  box.className = "keys";
  const title = document.createElement("h2");
  title.textContent = words.keys;
  const list = document.createElement("dl");
  const known = new Map([["j / k", "↓ / ↑"], ["Enter", words.edit], ["u", words.undo], ...Object.entries(PAGES).map(([key, page]) => [key, words[page]])]);
  for (const one of document.querySelectorAll("[data-key]")) {
    const said = one.matches("input, textarea, select") ? one.labels?.[0]?.textContent : one.textContent;
    const label = (one.getAttribute("aria-label") ?? said ?? "").trim();
    if (label && !known.has(one.dataset.key)) known.set(one.dataset.key, label);
  }
  for (const [key, label] of known) {
    const term = document.createElement("dt");
    const shown = document.createElement("kbd");
    shown.textContent = key;
    term.append(shown);
    const what = document.createElement("dd");
    what.textContent = label;
    list.append(term, what);
  }
  const close = document.createElement("button");
  close.textContent = words.close;
  close.addEventListener("click", () => { box.close(); box.remove(); });
  box.append(title, list, close);
  document.body.append(box);
  box.showModal();
}
document.querySelector("[data-show-keys]").addEventListener("click", showKeys);
function undoLast() {
  // Pressed again it goes one further back; what was taken back by mistake has its own button.
  const form = document.querySelector(".history li:not([data-undo]) form[data-act]");
  if (form) act(form);
}
const turns = new Map();
// A key that several fields share comes to the next of them each time; what opens is ready to type in.
function reach(target, key) {
  const field = "input:not([type=checkbox], [type=radio]), textarea, select";
  if (target.matches(field)) {
    const all = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].filter((one) => one.matches(field));
    const turn = turns.get(key) ?? 0;
    turns.set(key, turn + 1);
    all[turn % all.length].focus();
    return;
  }
  target.click();
  if (target.matches("summary") && target.parentElement.open) target.parentElement.querySelector("[required]")?.focus();
}
let prefix = "";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.key === "Enter" && event.target.form) { event.preventDefault(); event.target.form.requestSubmit(); return; }
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, dialog");
  if (typing) { if (event.key === "Escape") event.target.blur(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const key = prefix + event.key;
  prefix = "";
  if (key === "g") { prefix = "g "; return; }
  if (busy() && waits(key)) { event.preventDefault(); inTurn(() => press(key)); }
  else if (press(key)) event.preventDefault();
});
// What leads to a field is done at once: the next keys are already its text.
function waits(key) {
  return PAGES[key] || ["u", "j", "k"].includes(key) || targetOf(key)?.matches("button, a, input[type=checkbox]");
}
function targetOf(key) {
  const row = current && document.getElementById(current);
  const find = (where) => where?.querySelector(`[data-key="${CSS.escape(key)}"]`);
  return find(row) ?? (row ? find(document.querySelector("main > .row, main > p.row")) : null) ?? [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((one) => !one.closest("[data-row]")) ?? null;
}
// What a key does; in its turn, the acts it begins are waited for.
function press(key) {
  if (PAGES[key]) { location.href = `/w/${period}/${PAGES[key]}`; return null; }
  if (key === "?") { showKeys(); return null; }
  const walks = rows().length && (key === "j" || key === "k");
  const target = walks || key === "u" ? null : targetOf(key);
  if (!walks && key !== "u" && !target) return null;
  return gather(() => {
    if (walks) step(key === "j" ? 1 : -1);
    else if (target) reach(target, key);
    else undoLast();
  });
}
document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-row]");
  if (row && row.id !== current) { current = row.id; sessionStorage.setItem(HERE, current); for (const one of rows()) one.classList.toggle("here", one === row); }
});
document.addEventListener("renewed", () => mark(current, false));

// Who comes back to a list finds herself where she was.
const back = location.hash.slice(1) || sessionStorage.getItem(HERE);
if (rows().some((row) => row.id === back)) mark(back);
