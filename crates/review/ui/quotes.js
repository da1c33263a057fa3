// A figure and its words: pointing at one shows the other, without leaving one's place.

/** @type {Element[]} */
let shown = [];

/** The marked pieces that stand after an anchor. @param {string} id */
function pieces(id) {
  const found = [];
  for (let next = document.getElementById(id)?.nextElementSibling; next; next = next.nextElementSibling) {
    if (next.matches("mark")) { found.push(next); break; }
    if (!next.matches(".at")) break;
  }
  return found;
}

/** @param {Event} event */
function point(event) {
  const link = event.target instanceof Element ? event.target.closest('a[href*="#q-"]') : null;
  if (!(link instanceof HTMLAnchorElement) || link.pathname !== location.pathname) return;
  const found = pieces(decodeURIComponent(link.hash.slice(1)));
  if (!found.length) return;
  for (const piece of shown) piece.classList.remove("now");
  for (const piece of found) piece.classList.add("now");
  shown = found;
  const pane = document.getElementById("said");
  if (pane && getComputedStyle(pane).overflowY === "auto") {
    const into = found[0].getBoundingClientRect().top - pane.getBoundingClientRect().top;
    if (into < 40 || into > pane.clientHeight - 60) pane.scrollTop += into - pane.clientHeight / 3;
  }
}

/** Moves between the cells of the matrix with the arrows. @param {KeyboardEvent} event */
function arrows(event) {
  const cell = event.target instanceof Element ? event.target.closest("td") : null;
  const row = cell?.parentElement;
  if (!cell || !(row instanceof HTMLTableRowElement) || !cell.closest(".matrix")) return;
  const forward = getComputedStyle(row).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const back = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
  const step = /** @type {Record<string, [number, number]>} */ ({ [forward]: [0, 1], [back]: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] })[event.key];
  const body = row.parentElement;
  if (!step || !(body instanceof HTMLTableSectionElement)) return;
  let [down, along] = [row.sectionRowIndex, cell.cellIndex];
  for (;;) {
    down += step[0];
    along += step[1];
    const next = body.rows[down]?.cells[along];
    if (!next) return;
    const link = next.querySelector("a");
    if (link) { link.focus(); event.preventDefault(); return; }
  }
}

export function quotes() {
  document.addEventListener("pointerover", point);
  document.addEventListener("focusin", point);
  document.addEventListener("keydown", arrows);
}
