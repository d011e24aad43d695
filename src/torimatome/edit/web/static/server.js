// What every part of the script needs: its words, messages at the page's edge, and the server.

export const words = JSON.parse(document.getElementById("script-words").content.textContent);
const toasts = document.querySelector("[data-toasts]");
export const period = document.body.dataset.period;

export function toast(text, buttons = [], lasts = 8000) {
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
export async function send(address, fields) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(fields),
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  return [answer, await answer.json().catch(() => ({ error: answer.statusText }))];
}

export function fieldsOf(form, pressed = null) {
  const fields = { token: crypto.randomUUID() };
  if (pressed?.name) fields[pressed.name] = pressed.value;
  for (const [name, value] of new FormData(form)) {
    if (name.endsWith("[]")) (fields[name.slice(0, -2)] ??= []).push(value);
    else if (name !== "back") fields[name] = value;
  }
  return fields;
}
