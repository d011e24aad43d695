// The desk's script. Everything works without it; with it, acts happen in place, keys work,
// typed text survives a lost connection, and passages light up beside the sentence.

const words = JSON.parse(document.getElementById("script-words").content.textContent);
const toasts = document.querySelector("[data-toasts]");
const live = document.querySelector("[data-live]");
const period = document.body.dataset.period;
let heard = document.body.dataset.told; // how much the server had told when the page was made

function toast(text, buttons = [], lasts = 8000) {
  const box = document.createElement("div");
  box.className = "toast";
  box.append(text);
  for (const [label, press] of buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => { box.remove(); press(); });
    box.append(button);
  }
  toasts.append(box);
  if (lasts) setTimeout(() => box.remove(), lasts);
}

// A server that says nothing for so long is as good as gone; acts take far less.
const ANSWER_MS = 60_000;
async function send(address, fields) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(fields),
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  return [answer, await answer.json().catch(() => ({ error: answer.statusText }))];
}

function fieldsOf(form, pressed = null) {
  const fields = { token: crypto.randomUUID() };
  if (pressed?.name) fields[pressed.name] = pressed.value;
  for (const [name, value] of new FormData(form)) {
    if (name.endsWith("[]")) (fields[name.slice(0, -2)] ??= []).push(value);
    else if (name !== "back") fields[name] = value;
  }
  return fields;
}

// One thing after the other: what is pressed while an act is under way waits for the page that
// the act leads to, and means what stands there then.
let turn = Promise.resolve(), waiting = 0, begun = null;
function inTurn(work) {
  waiting += 1;
  const mine = turn.then(work).finally(() => { waiting -= 1; });
  turn = mine.catch(() => {});
  return mine;
}

// The page anew, in place: what is the same stays, with its focus, caret, scroll and typed words.
// Half a Japanese word is nothing to keep: the page waits for its end.
const AGAIN_MS = 2000;
let composing = false, put_off = false, renewing = null, once_more = false;
document.addEventListener("compositionstart", () => { composing = true; });
document.addEventListener("compositionend", () => { composing = false; if (put_off) refresh(); });
// Who comes back by the browser's own button finds the page as she left it, waiting for nothing.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  turn = Promise.resolve();
  waiting = 0;
  refresh();
});
function refresh() {
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
  mark(current, false);
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

// The act of a form in its turn. Inside a turn it is part of it.
function act(form, pressed = null) {
  if (begun) begun.push(doAct(form, pressed));
  else inTurn(() => doAct(form, pressed));
}

async function doAct(form, pressed = null) {
  const fields = fieldsOf(form, pressed);
  const button = pressed ?? form.querySelector("button");
  if (button) button.disabled = true;
  try {
    const [answer, told] = await send(pressed?.getAttribute("formaction") ?? form.getAttribute("action"), fields);
    if (answer.ok) {
      if (form.dataset.text) {
        forget(form.dataset.text);
        form.dataset.was = fields.text;
        form.dataset.saved = "1";
        if (form.elements.base) form.elements.base.value = fields.text;
      } else form.reset();
      const box = form.closest("details");
      if (box) box.open = false;
      if (form.dataset.then) { location.href = form.dataset.then; await new Promise(() => {}); }
      if (told.id) offerUndo(told, form.getAttribute("action") === "/undo");
      await refresh();
    } else if (answer.status === 409 && told.theirs !== undefined && form.dataset.text) conflict(form, fields, told);
    else toast(`${words.went_wrong}: ${told.error}`, [], 15000);
    if (answer.status === 409 && !form.dataset.text) await refresh(); // it was pressed on an older page
  } catch {
    if (form.dataset.text) unsent.add(form.dataset.text);
    toast(words[form.dataset.text ? "sent_later" : "offline"], [], 15000);
  } finally {
    if (button) button.disabled = false;
  }
}

// What was saved while nobody answered goes out by itself as soon as somebody does.
const unsent = new Set();
function sendLater() {
  for (const key of unsent) {
    const form = document.querySelector(`[data-text="${CSS.escape(key)}"]`);
    unsent.delete(key);
    if (form) act(form);
  }
}
window.addEventListener("online", sendLater);

function offerUndo(act, taken = false) {
  toast((taken ? words.was_undo : "") + words[`act_${act.name}`].replace("{by}", act.by), [[words.undo, async () => {
    const [answer, told] = await send("/undo", { act: act.id, period });
    if (answer.ok) await refresh(); else toast(told.error, [], 15000);
  }]]);
}

function conflict(form, fields, told) {
  const box = document.createElement("dialog");
  box.className = "keys";
  box.setAttribute("aria-label", words.conflict);
  const part = (label, text) => {
    const made = document.createElement("div");
    const title = document.createElement("h3");
    title.textContent = label;
    const body = document.createElement("p");
    body.textContent = text;
    made.append(title, body);
    return made;
  };
  const title = document.createElement("h2");
  title.textContent = words.conflict;
  box.append(title, part(words.theirs, told.theirs), part(words.yours, told.yours));
  const buttons = document.createElement("p");
  buttons.className = "row";
  for (const [label, press] of [
    [words.keep_mine, async () => {
      const [answer, again] = await send(form.getAttribute("action"), { ...fields, base: told.theirs, token: crypto.randomUUID() });
      if (answer.ok) { forget(form.dataset.text); form.dataset.was = fields.text; await refresh(); } else toast(again.error);
    }],
    [words.keep_theirs, async () => { forget(form.dataset.text); form.dataset.was = told.yours; await refresh(); }],
  ]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", async () => { box.close(); box.remove(); await press(); });
    buttons.append(button);
  }
  box.append(buttons);
  document.body.append(box);
  box.showModal();
}

// Typed text is kept in this browser until the server has it.
const KEEP = "torimatome/";
function remember(key, value) { try { localStorage.setItem(`${KEEP}${period}/${key}`, value); } catch { /* a full or closed store: the page still has it */ } }
function forget(key) { if (key) localStorage.removeItem(`${KEEP}${period}/${key}`); }
function offerKept() {
  for (const form of document.querySelectorAll("[data-text]")) {
    const key = form.dataset.text;
    const kept = localStorage.getItem(`${KEEP}${period}/${key}`);
    const field = form.querySelector("[name=text]");
    if (kept === null || !field) continue;
    if (kept === field.value) { forget(key); continue; }
    toast(`${words.unsaved}: ${kept.slice(0, 80)}`, [
      [words.offer_again, () => { field.value = kept; field.focus(); }],
      [words.discard, () => forget(key)],
    ], 0);
  }
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-text]");
  if (form && event.target.name === "text") remember(form.dataset.text, event.target.value);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-act]")) { event.preventDefault(); act(form, event.submitter); }
  else if (form.matches("[data-work]")) {
    event.preventDefault();
    send(form.getAttribute("action"), fieldsOf(form)).then(([answer, told]) => {
      if (!answer.ok) toast(told.error, [], 15000);
    }, () => toast(words.offline, [], 15000));
  }
});

// Sentences and the passages they rest on.
document.addEventListener("click", (event) => {
  const sentence = event.target.closest("[data-sentence]");
  if (!sentence) return;
  for (const other of document.querySelectorAll("[data-sentence]")) other.setAttribute("aria-pressed", String(other === sentence));
  let first = null;
  for (const passage of document.querySelectorAll("mark[data-for]")) {
    const lit = passage.dataset.for.split(" ").includes(sentence.dataset.sentence);
    passage.classList.toggle("lit", lit);
    if (lit && !first) first = passage;
  }
  if (first) {
    first.closest("details").open = true;
    first.scrollIntoView({ block: "center", behavior: "instant" });
  }
});

// Words marked in a source can carry the sentence that was touched last.
document.addEventListener("selectionchange", () => {
  document.querySelector("[data-cite]")?.remove();
  const marked = document.getSelection();
  const sentence = document.querySelector("[data-sentence][aria-pressed=true]");
  const source = marked.anchorNode?.parentElement?.closest(".source-text");
  if (marked.isCollapsed || !sentence || !source || !source.contains(marked.focusNode)) return;
  const range = marked.getRangeAt(0);
  const before = document.createRange();
  before.setStart(source, 0);
  before.setEnd(range.startContainer, range.startOffset);
  // The server counts characters, not UTF-16 halves.
  const start = [...before.toString()].length;
  const end = start + [...range.toString()].length;
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.cite = "";
  button.textContent = words.cite_here;
  button.addEventListener("click", async () => {
    const [answer, told] = await send("/act/cite_sentence", {
      period, item: document.querySelector("[data-item-id]").dataset.itemId,
      place: Number(sentence.dataset.place), sentence: sentence.textContent.trim(),
      passage: [source.closest("[data-article]").dataset.article, start, end],
      token: crypto.randomUUID(),
    });
    if (answer.ok) { offerUndo(told); await refresh(); } else toast(told.error, [], 15000);
  });
  source.before(button);
});

// Rows of the issue can be dragged to another place of their section.
let dragged = null;
document.addEventListener("dragstart", (event) => {
  const row = event.target.closest?.("[data-item][draggable]");
  if (row) { dragged = row.dataset.item; event.dataTransfer.effectAllowed = "move"; }
});
document.addEventListener("dragover", (event) => {
  if (dragged && event.target.closest("[data-item]")) event.preventDefault();
});
document.addEventListener("drop", async (event) => {
  const row = event.target.closest("[data-item]");
  if (!dragged || !row || row.dataset.item === dragged) return;
  event.preventDefault();
  const [answer, told] = await send("/act/move_item", { period, item: dragged, before: row.dataset.item, token: crypto.randomUUID() });
  dragged = null;
  if (answer.ok) { offerUndo(told); await refresh(); } else toast(told.error, [], 15000);
});

// A file dropped anywhere on a page that takes one is sent as if it had been chosen.
document.addEventListener("dragover", (event) => {
  if (document.querySelector("[data-drop]") && event.dataTransfer?.types.includes("Files")) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  const form = document.querySelector("[data-drop]");
  if (!form || !event.dataTransfer?.files.length) return;
  event.preventDefault();
  form.querySelector("input[type=file]").files = event.dataTransfer.files;
  form.requestSubmit();
});

const PAGES = {
  "g t": "today", "g s": "stories", "g i": "issue", "g w": "terms", "g a": "archive", "g m": "mail",
  "g l": "look", "g o": "outlets", "g u": "setup", "g p": "preview", "g f": "after",
};

// Keys. Rows are walked with j and k; a row's buttons, and the page's own, name their key.
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
  if (waiting && waits(key)) { event.preventDefault(); inTurn(() => press(key)); }
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
  const acts = begun = [];
  try {
    if (walks) step(key === "j" ? 1 : -1);
    else if (target) reach(target, key);
    else undoLast();
  } finally {
    begun = null;
  }
  if (!waiting && acts.length) inTurn(() => Promise.all(acts));
  return Promise.all(acts);
}
document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-row]");
  if (row && row.id !== current) { current = row.id; sessionStorage.setItem(HERE, current); for (const one of rows()) one.classList.toggle("here", one === row); }
});

// What happens meanwhile. What happened before the page began to listen, its mark shows.
function newer(mark) {
  const [server, count] = mark.split("-"), [known, counted] = heard.split("-");
  return server !== known || Number(count) > Number(counted);
}
const events = new EventSource("/live");
events.addEventListener("progress", (event) => {
  const now = JSON.parse(event.data);
  live.textContent = now.work ? `${words[`work_${now.work}`]} ${now.step} ${now.total ? `${now.done}/${now.total}` : ""}` : "";
});
events.addEventListener("done", (event) => {
  const now = JSON.parse(event.data);
  if (now.failed) toast(`${words.failed}: ${now.failed}`, [], 15000);
});
for (const name of ["told", "act", "done"]) events.addEventListener(name, (event) => { if (newer(event.lastEventId)) refresh(); });
events.addEventListener("error", () => { live.textContent = words.offline; });
events.addEventListener("open", () => { if (live.textContent === words.offline) live.textContent = ""; sendLater(); });

offerKept();
// Who comes back to a list finds herself where she was.
const back = location.hash.slice(1) || sessionStorage.getItem(HERE);
if (rows().some((row) => row.id === back)) mark(back);

// A form whose outcome is shown beside it while one types (data-try), before anything is kept.
let trying = 0;
document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-try]");
  if (!form) return;
  const mine = ++trying;
  setTimeout(async () => {
    if (mine !== trying) return;
    const [answer, told] = await send(form.dataset.try, fieldsOf(form)).catch(() => [{ ok: false }, {}]);
    if (mine !== trying || !answer.ok) return;
    const made = new DOMParser().parseFromString(told.html, "text/html").querySelector(form.dataset.into);
    if (made) document.querySelector(form.dataset.into).replaceWith(document.adoptNode(made));
  }, 350);
});
