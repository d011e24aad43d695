// What a form does happens in place: sent, answered, undone; both versions where two people wrote.

import { forget } from "./kept.js";
import { refresh } from "./renew.js";
import { fieldsOf, period, send, toast, words } from "./server.js";
import { begin } from "./turns.js";

export function act(form, pressed = null) { begin(() => doAct(form, pressed)); }

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
    else toast(`${words.went_wrong}: ${told.said ?? told.error}`, [], 15000);
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
export function sendLater() {
  for (const key of unsent) {
    const form = document.querySelector(`[data-text="${CSS.escape(key)}"]`);
    unsent.delete(key);
    if (form) act(form);
  }
}
window.addEventListener("online", sendLater);

export function offerUndo(act, taken = false) {
  toast((taken ? words.was_undo : "") + words[`act_${act.name}`].replace("{by}", act.by === "editor" ? words.editor : act.by), [[words.undo, async () => {
    const [answer, told] = await send("/undo", { act: act.id, period });
    if (answer.ok) await refresh(); else toast(told.said ?? told.error, [], 15000);
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
      if (answer.ok) { forget(form.dataset.text); form.dataset.was = fields.text; await refresh(); } else toast(again.said ?? again.error);
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

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-act]")) { event.preventDefault(); act(form, event.submitter); }
  else if (form.matches("[data-work]")) {
    event.preventDefault();
    send(form.getAttribute("action"), fieldsOf(form)).then(([answer, told]) => {
      if (!answer.ok) toast(told.said ?? told.error, [], 15000);
    }, () => toast(words.offline, [], 15000));
  }
});
