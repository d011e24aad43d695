// Sentences and the passages they rest on.

import { offerUndo } from "./acts.js";
import { refresh } from "./renew.js";
import { period, send, toast, words } from "./server.js";

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
    if (answer.ok) { offerUndo(told); await refresh(); } else toast(told.said ?? told.error, [], 15000);
  });
  source.before(button);
});
