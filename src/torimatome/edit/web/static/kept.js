// Typed text is kept in this browser until the server has it.

import { period, toast, words } from "./server.js";

export const KEEP = "torimatome/";
function remember(key, value) { try { localStorage.setItem(`${KEEP}${period}/${key}`, value); } catch { /* a full or closed store: the page still has it */ } }
export function forget(key) { if (key) localStorage.removeItem(`${KEEP}${period}/${key}`); }
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

offerKept();
