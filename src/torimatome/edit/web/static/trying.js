// A form whose outcome is shown beside it while one types (data-try), before anything is kept.

import { fieldsOf, send } from "./server.js";

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
