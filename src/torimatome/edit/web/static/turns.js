// One thing after the other: what is pressed while an act is under way waits for the page that
// the act leads to, and means what stands there then.

let turn = Promise.resolve(), waiting = 0, begun = null;

export function inTurn(work) {
  waiting += 1;
  const mine = turn.then(work).finally(() => { waiting -= 1; });
  turn = mine.catch(() => {});
  return mine;
}
export function busy() { return waiting > 0; }

// Work in a turn of its own; what is begun while `gather` runs is part of that one's.
export function begin(work) {
  if (begun) begun.push(work());
  else inTurn(work);
}
export function gather(press) {
  const works = begun = [];
  try { press(); } finally { begun = null; }
  if (!waiting && works.length) inTurn(() => Promise.all(works));
  return Promise.all(works);
}

// Who comes back by the browser's own button waits for nothing.
export function startAfresh() {
  turn = Promise.resolve();
  waiting = 0;
}
