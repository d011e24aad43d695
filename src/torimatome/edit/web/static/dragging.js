// What is dragged: rows of the issue to another place, and files onto a page that takes one.

import { offerUndo } from "./acts.js";
import { refresh } from "./renew.js";
import { period, send, toast } from "./server.js";

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
  if (answer.ok) { offerUndo(told); await refresh(); } else toast(told.said ?? told.error, [], 15000);
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
