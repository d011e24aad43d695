// The page anew, in place: what is the same stays, with its focus, caret, scroll and typed words.

import { period } from "./server.js";
import { startAfresh } from "./turns.js";

let heard = document.body.dataset.told; // how much the server had told when the page was made

// Whether something was told that this page does not show yet.
export function newer(mark) {
  const [server, count] = mark.split("-"), [known, counted] = heard.split("-");
  return server !== known || Number(count) > Number(counted);
}

// Half a Japanese word is nothing to keep: the page waits for its end.
const AGAIN_MS = 2000;
let composing = false, put_off = false, renewing = null, once_more = false;
document.addEventListener("compositionstart", () => { composing = true; });
document.addEventListener("compositionend", () => { composing = false; if (put_off) refresh(); });
// Who comes back by the browser's own button finds the page as she left it.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  startAfresh();
  refresh();
});
export function refresh() {
  once_more = renewing !== null; // the page on its way may be older than what is asked for
  renewing ??= (async () => {
    do { once_more = false; await renew(); } while (once_more);
  })().catch(() => { setTimeout(refresh, AGAIN_MS); }).finally(() => { renewing = null; });
  return renewing;
}
async function renew() {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  if (answer.status >= 500) throw new Error(answer.statusText);
  if (!answer.ok) { location.href = `/w/${period}/stories`; return; }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  put_off = composing;
  if (composing) return;
  const main = document.querySelector("main");
  const typed = new Set([...main.querySelectorAll("input, textarea, select")].filter(changed));
  grow(main, fresh.querySelector("main"), typed);
  heard = fresh.body.dataset.told;
  document.dispatchEvent(new Event("renewed"));
}

// Whether something is typed or chosen here that was not sent yet.
function changed(field) {
  if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
  if (field.tagName === "SELECT") {
    const first = [...field.options].findIndex((one) => one.defaultSelected);
    return !field.multiple && field.selectedIndex !== Math.max(first, 0);
  }
  if (field.name === "text" && field.form?.dataset.text) return field.value !== (field.form.dataset.was ?? "");
  return field.type !== "hidden" && field.value !== field.defaultValue;
}

// What tells a node from its neighbours of the same name. A form that means another act, or the
// same for another thing, is another form: no finger presses what it did not mean.
function keyOf(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  if (node.tagName === "FORM" && !node.dataset.text) {
    const meant = [...node.querySelectorAll("input[type=hidden]")].filter((one) => one.name !== "base" && one.name !== "back");
    return [node.getAttribute("action"), ...meant.map((one) => one.getAttribute("value"))].join(" ");
  }
  const { text, article, block } = node.dataset;
  const key = node.tagName === "DETAILS" && node.querySelector(":scope > summary")?.dataset.key;
  return node.id || text || article || block || key || node.getAttribute("name") || node.getAttribute("href") || "";
}

// `old` becomes what `fresh` is; fields that are `typed` in keep what is typed.
function grow(old, fresh, typed) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  if (typed.has(old) || old.type === "file") return;
  // Words that rest on an older version are saved against that one, so that the newer is not lost.
  if (old.name === "base" && !old.form?.dataset.saved && typed.has(old.form?.elements.text)) return;
  const ours = new Set(["open", "data-saved"]);
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && !ours.has(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) {
    if (!ours.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  if (old.matches("input[type=checkbox], input[type=radio]")) { old.checked = fresh.checked; return; }
  if (old.matches("input, textarea")) {
    if (old.tagName === "TEXTAREA") old.defaultValue = fresh.defaultValue;
    if (old.value !== fresh.value) old.value = fresh.value;
    return;
  }
  growChildren(old, fresh, typed);
  if (old.tagName === "SELECT") old.selectedIndex = fresh.selectedIndex;
  if (old.dataset.saved) delete old.dataset.saved;
}
function growChildren(old, fresh, typed) {
  const nameOf = (node) => `${node.nodeName} ${keyOf(node)}`;
  const wanted = [...fresh.childNodes].map((node) => [node, nameOf(node)]);
  const keyed = new Set(wanted.filter(([node]) => keyOf(node)).map(([, name]) => name));
  let at = old.firstChild;
  for (const [node, name] of wanted) {
    let found = at;
    while (found && nameOf(found) !== name) found = found.nextSibling;
    if (!found) { old.insertBefore(document.importNode(node, true), at); continue; }
    while (at !== found && !keyed.has(nameOf(at))) { const gone = at; at = at.nextSibling; gone.remove(); }
    grow(found, node, typed);
    if (at === found) at = at.nextSibling;
    else old.insertBefore(found, at);
  }
  while (at) { const gone = at; at = at.nextSibling; gone.remove(); }
}
