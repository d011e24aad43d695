// What happens meanwhile. What happened before the page began to listen, its mark shows.

import { sendLater } from "./acts.js";
import { newer, refresh } from "./renew.js";
import { toast, words } from "./server.js";

const live = document.querySelector("[data-live]");
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
