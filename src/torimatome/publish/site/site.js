// The site's search: no server, no library. It loads small scripts of the index as they are needed,
// the newest year first, and looks at each offered item before it shows it.
"use strict";
(() => {
  const HAN = "\\u3005-\\u3007\\u3021-\\u3029\\u3031-\\u3035\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const TOKEN = new RegExp(`([${HAN}]+)|(?:(?![${HAN}])[\\p{L}\\p{N}])+`, "gu");
  const LETTERS = { "ı": "i", "ə": "e", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ŋ": "n", "ي": "ی", "ك": "ک" };
  const PREFIX = 3, DOCS_A_FILE = 64, SHOWN = 20, LONGEST_NAME = 5;

  const fold = (text) => Array.from(text.normalize("NFKC").toLowerCase().normalize("NFD"))
    .filter((c) => c === "\u3099" || c === "\u309a" || !/\p{Mn}/u.test(c)).join("")
    .normalize("NFC").replace(/[ıəøłđðþæœßŋيك]/g, (c) => LETTERS[c]);
  const tokens = (folded) => Array.from(folded.matchAll(TOKEN), (m) => ({ text: m[0], han: m[1] !== undefined }));

  // Endings of English that a reader may leave off: the rest finds all words that begin with it.
  const stem = (word) => {
    if (!/^[a-z]+$/.test(word)) return word;
    const cut = (ending, least) => word.endsWith(ending) && word.length >= least ? word.slice(0, -ending.length) : null;
    if (cut("ies", 6)) return cut("ies", 6);
    if (/(?:s|x|z|ch|sh)es$/.test(word) && word.length >= 6) return word.slice(0, -2);
    if (/[^siu]s$/.test(word) && word.length >= 4) return word.slice(0, -1);
    return cut("ing", 7) ?? cut("ed", 7) ?? word;
  };

  // "ceasefire 外相" → parts that must all be found; quoted words stand whole.
  const parse = (query) => {
    const parts = [];
    let quoted = false;
    for (const piece of query.replace(/[“”„「」『』]/g, '"').split('"')) {
      for (const token of tokens(fold(piece))) parts.push({ ...token, whole: quoted });
      quoted = !quoted;
    }
    return parts;
  };

  const letters = (text) => Array.from(text);
  const shardOf = (key, count) => {
    const prefix = letters(key).slice(0, key.startsWith("=") ? PREFIX + 1 : PREFIX).join("");
    let value = 2166136261;
    for (const c of prefix) value = Math.imul(value ^ c.codePointAt(0), 16777619) >>> 0;
    return value % count;
  };

  // What the index's files call.
  const loaded = { t: new Map(), d: new Map() };
  let segments = [], sections = {};
  const index = {
    l: (list, names) => { segments = list.map(([year, folder, shards, docs]) => ({ year, folder, shards, docs })); sections = names; },
    t: (year, number, lines) => loaded.t.set(`${year}/${number}`, lines),
    d: (year, number, docs) => loaded.d.set(`${year}/${number}`, docs),
  };

  const waiting = new Map();
  const load = (segment, kind, number) => {
    const key = `${segment.year}/${number}`;
    if (loaded[kind].has(key)) return Promise.resolve();
    const source = `${segment.folder}/${kind}${number}.js`;
    if (!waiting.has(source)) {
      waiting.set(source, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = source;
        script.onload = done;
        script.onerror = () => { waiting.delete(source); failed(new Error(source)); };
        document.head.append(script);
      }));
    }
    return waiting.get(source);
  };

  const unpack = (packed) => {
    let at = -1;
    return packed.split(" ").map((step) => (at += parseInt(step, 36) + 1));
  };
  const numbers = (segment, key, prefix) => {
    const lines = loaded.t.get(`${segment.year}/${shardOf(key, segment.shards)}`) || "";
    const found = new Set();
    let at = -1;
    const text = `\n${lines}`;
    const wanted = prefix ? `\n${key}` : `\n${key}\t`;
    while ((at = text.indexOf(wanted, at + 1)) >= 0) {
      const end = text.indexOf("\n", at + 1);
      const line = text.slice(at + 1, end < 0 ? undefined : end);
      for (const n of unpack(line.slice(line.indexOf("\t") + 1))) found.add(n);
    }
    return found;
  };

  // The keys a part asks for; of a long run of Japanese three pairs are enough, for the item itself
  // is looked at before it is shown.
  const keysOf = (part) => {
    if (!part.han) {
      const own = part.whole ? part.text : stem(part.text);
      return [{ key: own.slice(0, 64), prefix: !part.whole && letters(own).length >= PREFIX }];
    }
    const own = letters(part.text);
    if (own.length === 1) return [{ key: own[0] }];
    const last = own.length - 2;
    return [...new Set([0, last >> 1, last])].map((n) => ({ key: own[n] + own[n + 1] }));
  };
  const namesOf = (parts) => {
    const found = [];
    for (let from = 0; from < parts.length; from++) {
      for (let to = from + 1; to <= Math.min(parts.length, from + LONGEST_NAME); to++) {
        found.push({ from, to, key: `=${parts.slice(from, to).map((p) => p.text).join(" ")}` });
      }
    }
    return found;
  };
  const both = (one, other) => new Set([...one].filter((n) => other.has(n)));

  // Items of a segment that have every part, as its number or as a name it belongs to.
  const candidates = async (segment, parts) => {
    const names = namesOf(parts);
    const keys = [...parts.flatMap(keysOf).map((k) => k.key), ...names.map((n) => n.key)];
    const shards = new Set(keys.map((key) => shardOf(key, segment.shards)));
    await Promise.all(Array.from(shards, (n) => load(segment, "t", n)));
    const named = parts.map(() => new Set());
    for (const name of names) {
      const own = numbers(segment, name.key, false);
      for (let n = name.from; n < name.to; n++) own.forEach((doc) => named[n].add(doc));
    }
    let found = null;
    parts.forEach((part, n) => {
      const own = keysOf(part).map((k) => numbers(segment, k.key, k.prefix)).reduce(both);
      named[n].forEach((doc) => own.add(doc));
      found = found ? both(found, own) : own;
    });
    return { numbers: [...(found || [])].sort((a, b) => a - b), named };
  };

  const doc = (segment, number) => {
    const [path, day, section, ja, en, han] = loaded.d.get(`${segment.year}/${Math.floor(number / DOCS_A_FILE)}`)[number % DOCS_A_FILE];
    return { path, day, section, ja, en, han };
  };
  const has = (item, parts, named, number) => parts.every((part, n) =>
    !part.han || named[n].has(number) || fold(item.ja).includes(part.text) || item.han.includes(part.text));

  // Results in order, so many at a time; the generator remembers where it stands.
  async function* results(query) {
    const parts = parse(query);
    if (!parts.length) return;
    for (const segment of segments) {
      const { numbers: found, named } = await candidates(segment, parts);
      for (const number of found) {
        await load(segment, "d", Math.floor(number / DOCS_A_FILE));
        const item = doc(segment, number);
        if (has(item, parts, named, number)) yield item;
      }
    }
  }

  index.all = async (query) => { const found = []; for await (const item of results(query)) found.push(item.path); return found; };
  index.fold = fold;
  index.tokens = (text) => tokens(fold(text)).map((t) => t.text);
  index.stem = stem;
  globalThis.torimatomeSearch = index;

  // The page.
  const page = document.getElementById("search");
  if (!page) return;
  const form = page.querySelector("form"), field = form.elements.q, list = document.getElementById("found");
  const told = document.getElementById("told"), more = document.getElementById("more");
  const lang = (words, language, name) => {
    const span = document.createElement("span");
    span.lang = language;
    span.className = name;
    span.append(...words);
    return span;
  };
  const marked = (text, parts) => {
    // Folding keeps the length of most texts; where it does not, nothing is marked.
    const folded = fold(text), made = [];
    if (folded.length !== text.length) return [text];
    let at = 0;
    const spans = [];
    for (const part of parts) {
      const own = part.han || part.whole ? part.text : stem(part.text);
      for (let found = folded.indexOf(own); found >= 0; found = folded.indexOf(own, found + own.length)) {
        if (part.han || !/[\p{L}\p{N}]/u.test(folded[found - 1] || " ")) spans.push([found, found + own.length]);
      }
    }
    for (const [from, to] of spans.sort((a, b) => a[0] - b[0])) {
      if (from < at) continue;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(from, to);
      made.push(text.slice(at, from), mark);
      at = to;
    }
    return [...made, text.slice(at)];
  };
  const row = (item, parts) => {
    const line = document.createElement("li"), link = document.createElement("a"), day = document.createElement("time");
    line.className = "line";
    link.href = item.path;
    day.dateTime = day.textContent = item.day;
    const section = document.createElement("span");
    section.className = "section";
    section.textContent = sections[item.section] || "";
    link.append(day, " ", section, " ");
    if (item.ja) link.append(lang(marked(item.ja, parts), "ja", "ja"));
    if (item.en) link.append(" ", lang(marked(item.en, parts), "en", "en"));
    line.append(link);
    return line;
  };
  let run = 0, going = null, shown = 0;
  // What stands below the results waits for them, or they would push it down before a reader's eyes.
  const whole = document.documentElement;
  const further = async (mine) => {
    more.hidden = true;
    const parts = parse(field.value);
    try {
      for (let n = 0; n < SHOWN; n++) {
        const next = await going.next();
        if (mine !== run) return;
        if (next.done) { going = null; break; }
        list.append(row(next.value, parts));
        shown += 1;
      }
    } catch {
      whole.classList.remove("searching");
      told.textContent = "索引を読み込めません。もう一度お試しください。 The index could not be loaded; please try again.";
      return;
    }
    more.hidden = going === null;
    whole.classList.remove("searching");
    told.textContent = shown ? `${shown}${going ? "+" : ""} 件 items` : "見つかりません。 Nothing found.";
  };
  const search = () => {
    run += 1;
    list.replaceChildren();
    list.hidden = false;
    shown = 0;
    told.textContent = "";
    more.hidden = true;
    const query = field.value.trim();
    if (!query) return;
    document.title = `${query} | ${document.title.split(" | ").pop()}`;
    going = results(query);
    further(run);
  };
  form.hidden = false;
  field.value = new URLSearchParams(location.search).get("q") || "";
  if (field.value.trim()) whole.classList.add("searching");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    try { history.replaceState(null, "", `?q=${encodeURIComponent(field.value.trim())}`); } catch { /* a page from a folder may not */ }
    search();
  });
  more.addEventListener("click", () => further(run));
  // segments.js runs after this file and before the page is said to be ready.
  document.addEventListener("DOMContentLoaded", () => { if (field.value) search(); });
})();
