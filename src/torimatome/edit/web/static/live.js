// What happens meanwhile. What happened before the page began to listen, its mark shows.

import { sendLater } from "./acts.js";
import { newer, refresh } from "./renew.js";
import { toast, words } from "./server.js";

const live = document.querySelector("[data-live]");
// What others do renews a page at once, and again only after so many times as long as that took:
// twenty people at work ask for half of what the server can do, and nobody's own act waits long.
const SHARE = 40, LEAST_MS = 60, MOST_MS = 3000;
let told = "", due = false, free = 0;
function hear(mark) {
  told = mark;
  if (due || document.hidden || !newer(told)) return;
  due = true;
  setTimeout(async () => {
    const began = performance.now(), shown = told;
    if (newer(shown)) {
      await refresh();
      free = performance.now() + Math.min(SHARE * (performance.now() - began), MOST_MS);
    }
    due = false;
    if (told !== shown) hear(told);
  }, Math.max(LEAST_MS, free - performance.now()));
}
document.addEventListener("visibilitychange", () => { if (told) hear(told); });

const here = document.documentElement.lang;
const events = new EventSource("/live");
events.addEventListener("progress", (event) => {
  const now = JSON.parse(event.data);
  live.textContent = now.work ? `${words[`work_${now.work}`]} ${now.said[here]} ${now.total ? `${now.done}/${now.total}` : ""}` : "";
});
events.addEventListener("done", (event) => {
  const now = JSON.parse(event.data);
  if (now.failed) toast(`${words.failed}: ${now.said[here]}`, [], 15000);
});
for (const name of ["told", "act", "done"]) events.addEventListener(name, (event) => { hear(event.lastEventId); });
events.addEventListener("error", () => { live.textContent = words.offline; });
events.addEventListener("open", () => { if (live.textContent === words.offline) live.textContent = ""; sendLater(); });
