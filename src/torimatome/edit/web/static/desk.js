// The desk's script. Everything works without it; with it, acts happen in place, keys work,
// typed text survives a lost connection, and passages light up beside the sentence.

const words = JSON.parse(document.getElementById("script-words").content.textContent);
const toasts = document.querySelector("[data-toasts]");
const live = document.querySelector("[data-live]");
const period = document.body.dataset.period;
let seen = Number(document.body.dataset.seen);

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

async function send(address, fields) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(fields),
  });
  return [answer, await answer.json().catch(() => ({ error: answer.statusText }))];
}

function fieldsOf(form) {
  const fields = { token: crypto.randomUUID() };
  for (const [name, value] of new FormData(form)) {
    if (name.endsWith("[]")) (fields[name.slice(0, -2)] ??= []).push(value);
    else if (name !== "back") fields[name] = value;
  }
  return fields;
}

// The page anew, in place: the main part is exchanged, focus and scroll stay where they were.
async function refresh() {
  const at = document.activeElement;
  const path = at && at !== document.body ? address(at) : null;
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  if (!answer.ok) { location.href = `/w/${period}/stories`; return; }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const kept = unsaved();
  document.querySelector("main").replaceWith(document.adoptNode(fresh.querySelector("main")));
  seen = Number(fresh.body.dataset.seen);
  for (const [key, value] of kept) {
    const field = document.querySelector(`[data-text="${CSS.escape(key)}"] textarea[name=text]`);
    if (field && field.value !== value) field.value = value;
  }
  if (path) document.querySelector(path)?.focus({ preventScroll: true });
  mark(current, false);
}

// A selector that finds the same field or button on the fresh page.
function address(element) {
  if (element.id) return `#${CSS.escape(element.id)}`;
  const row = element.closest("[data-row]");
  if (!row) return null;
  const key = element.dataset.key;
  return key ? `#${CSS.escape(row.id)} [data-key="${CSS.escape(key)}"]` : `#${CSS.escape(row.id)} a`;
}

function unsaved() {
  const found = [];
  for (const form of document.querySelectorAll("[data-text]")) {
    const field = form.querySelector("textarea[name=text]");
    if (field && field.value !== (form.dataset.was ?? "")) found.push([form.dataset.text, field.value]);
  }
  return found;
}

async function doAct(form) {
  const fields = fieldsOf(form);
  const button = form.querySelector("button");
  if (button) button.disabled = true;
  try {
    const [answer, told] = await send(form.getAttribute("action"), fields);
    if (answer.ok) {
      if (form.dataset.text) forget(form.dataset.text);
      if (form.dataset.text) form.dataset.was = form.querySelector("[name=text]").value;
      if (form.dataset.then) { location.href = form.dataset.then; return; }
      if (told.id) offerUndo(told);
      await refresh();
    } else if (answer.status === 409 && told.theirs !== undefined) conflict(form, fields, told);
    else toast(`${words.went_wrong}: ${told.error}`, [], 15000);
  } catch {
    toast(words.offline, [], 15000);
  } finally {
    if (button) button.disabled = false;
  }
}

function offerUndo(act) {
  toast(words[`act_${act.name}`].replace("{by}", act.by), [[words.undo, async () => {
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
    const field = form.querySelector("textarea[name=text]");
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
  if (form.matches("[data-act]")) { event.preventDefault(); doAct(form); }
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

// Keys. Rows are walked with j and k; a row's buttons, and the page's own, name their key.
let current = null;
function rows() { return [...document.querySelectorAll("[data-row]")]; }
function mark(id, scroll = true) {
  for (const row of rows()) row.classList.toggle("here", row.id === id);
  const row = id && document.getElementById(id);
  if (!row) return;
  current = id;
  row.querySelector("a")?.focus({ preventScroll: true });
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
  const known = new Map([["j / k", "↓ / ↑"], ["Enter", words.edit], ["u", words.undo], ["g t / g s / g i", `${words.today} / ${words.stories} / ${words.issue}`]]);
  for (const one of document.querySelectorAll("[data-key]")) {
    const label = (one.getAttribute("aria-label") ?? one.textContent).trim();
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
async function undoLast() {
  const form = document.querySelector(".history form[data-act]");
  if (form) await doAct(form);
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
  const pages = { "g t": "today", "g s": "stories", "g i": "issue" };
  if (pages[key]) { location.href = `/w/${period}/${pages[key]}`; return; }
  if (key === "?") { showKeys(); return; }
  if (key === "u") { undoLast(); return; }
  const row = current && document.getElementById(current);
  if (rows().length && (key === "j" || key === "k")) { event.preventDefault(); step(key === "j" ? 1 : -1); return; }
  const find = (where) => where?.querySelector(`[data-key="${CSS.escape(key)}"]`);
  const target = find(row) ?? (row ? find(document.querySelector("main > .row, main > p.row")) : null) ?? [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((one) => !one.closest("[data-row]"));
  if (target) { event.preventDefault(); if (target.matches("input[type=search], textarea")) target.focus(); else target.click(); }
});
document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-row]");
  if (row && row.id !== current) { current = row.id; for (const one of rows()) one.classList.toggle("here", one === row); }
});

// What happens meanwhile.
const events = new EventSource("/live");
events.addEventListener("progress", (event) => {
  const now = JSON.parse(event.data);
  live.textContent = now.work ? `${words[`work_${now.work}`]} ${now.step} ${now.total ? `${now.done}/${now.total}` : ""}` : "";
});
events.addEventListener("done", (event) => {
  const told = JSON.parse(event.data);
  if (told.failed) toast(`${words.failed}: ${told.failed}`, [], 15000);
  refresh();
});
events.addEventListener("act", (event) => { if (JSON.parse(event.data).id > seen) refresh(); });
events.addEventListener("error", () => { live.textContent = words.offline; });
events.addEventListener("open", () => { if (live.textContent === words.offline) live.textContent = ""; });

offerKept();
