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

// The page anew, in place: the main part is exchanged, focus and scroll stay where they were.
// Half a Japanese word is nothing to keep, and a button exchanged under the finger is not pressed:
// the page waits for the end of both.
let composing = false, held = false, put_off = false, renewing = null, once_more = false;
function caughtUp() { if (put_off && !composing && !held) refresh(); }
document.addEventListener("compositionstart", () => { composing = true; });
document.addEventListener("compositionend", () => { composing = false; caughtUp(); });
const AGAIN_MS = 2000, PRESS_MS = 1500; // a list that opens under the finger never says that it left
let release = 0;
function let_go() { clearTimeout(release); held = false; setTimeout(caughtUp); }
document.addEventListener("pointerdown", () => {
  held = true;
  clearTimeout(release);
  release = setTimeout(let_go, PRESS_MS);
});
for (const ended of ["pointerup", "pointercancel"]) document.addEventListener(ended, let_go);
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
  put_off = composing || held;
  if (put_off) return;
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  if (answer.status >= 500) throw new Error(answer.statusText);
  if (!answer.ok) { location.href = `/w/${period}/stories`; return; }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  put_off = composing || held;
  if (put_off) return;
  const at = document.activeElement;
  const path = at && at !== document.body ? address(at) : null;
  const caret = at?.matches("textarea, input[name=text]") ? [at.selectionStart, at.selectionEnd] : null;
  const kept = unsaved();
  const typed = typedIn();
  const ticked = new Set([...document.querySelectorAll("main input[type=checkbox][form]:checked")].map((box) => box.value));
  document.querySelector("main").replaceWith(document.adoptNode(fresh.querySelector("main")));
  putBack(typed);
  for (const box of document.querySelectorAll("main input[type=checkbox][form]")) if (ticked.has(box.value)) box.checked = true;
  seen = Number(fresh.body.dataset.seen);
  for (const [key, value] of kept) {
    const field = document.querySelector(`[data-text="${CSS.escape(key)}"] [name=text]`);
    if (field && field.value !== value) field.value = value;
  }
  mark(current, false);
  const again = path && document.querySelector(path);
  again?.focus({ preventScroll: true });
  if (caret && again?.setSelectionRange) again.setSelectionRange(...caret);
}

// What is typed into a long form (data-keep) and was not sent yet, by form and field.
function typedIn() {
  const found = [];
  for (const form of document.querySelectorAll("form[data-keep]")) {
    for (const field of form.elements) {
      const changed = field.matches("[type=checkbox], [type=radio]") ? field.checked !== field.defaultChecked
        : field.tagName === "SELECT" ? [...field.options].some((one) => one.selected !== one.defaultSelected)
        : field.value !== field.defaultValue;
      if (field.name && changed) found.push([form.dataset.keep, field.name, field]);
    }
  }
  return found;
}
function putBack(typed) {
  for (const [key, name, old] of typed) {
    const form = document.querySelector(`form[data-keep="${CSS.escape(key)}"]`);
    const field = [...form?.elements ?? []].find((one) => one.name === name && (one.type !== "radio" || one.value === old.value));
    if (!field) continue;
    if (field.type === "file") field.files = old.files;
    else if (field.matches("[type=checkbox], [type=radio]")) field.checked = old.checked;
    else field.value = old.value;
  }
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
    const field = form.querySelector("[name=text]");
    if (field && field.value !== (form.dataset.was ?? "")) found.push([form.dataset.text, field.value]);
  }
  return found;
}

// The act of a form in its turn. Inside a turn it is part of it.
function act(form, pressed = null) {
  if (begun) { begun.push(doAct(form, pressed)); return; }
  const there = form.dataset.text ? `[data-text="${CSS.escape(form.dataset.text)}"]` : pressed && address(pressed);
  inTurn(() => {
    const found = !form.isConnected && there && document.querySelector(there);
    if (!found) return doAct(form, pressed);
    return found === found.closest("form") ? doAct(found) : doAct(found.form, found);
  });
}

async function doAct(form, pressed = null) {
  const fields = fieldsOf(form, pressed);
  const button = pressed ?? form.querySelector("button");
  if (button) button.disabled = true;
  try {
    const [answer, told] = await send(pressed?.getAttribute("formaction") ?? form.getAttribute("action"), fields);
    if (answer.ok) {
      for (const box of form.elements) if (box.type === "checkbox") box.checked = false;
      if (form.dataset.text) forget(form.dataset.text);
      if (form.dataset.text) form.dataset.was = form.querySelector("[name=text]").value;
      if (form.dataset.then) { location.href = form.dataset.then; await new Promise(() => {}); }
      if (told.id) offerUndo(told, form.getAttribute("action") === "/undo");
      await refresh();
    } else if (answer.status === 409 && told.theirs !== undefined) conflict(form, fields, told);
    else toast(`${words.went_wrong}: ${told.error}`, [], 15000);
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
// What ended between the page's making and this moment was not heard: look once more.
events.addEventListener("open", () => { if (document.querySelector("[data-waits]")) refresh(); });
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
