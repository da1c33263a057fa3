// Words of a source, selected with the mouse or with keys, and what they tell: links that carry where the
// words stand in the text as the page shows it.

/** @typedef {{ start: number, end: number }} Word offsets in the text of the page, in UTF-16 */

/** The words of a text; marks between words belong to none. @param {string} text @param {string} language */
function wordsOf(text, language) {
  /** @type {Word[]} */
  const words = [];
  for (const { segment, index, isWordLike } of new Intl.Segmenter(language || undefined, { granularity: "word" }).segment(text)) {
    if (isWordLike) words.push({ start: index, end: index + segment.length });
  }
  return words;
}

/** The place in the page of an offset in the text. @param {Element} block @param {number} offset @returns {[Node, number]} */
function placeOf(block, offset) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let left = offset;
  let last = /** @type {Node} */ (block);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.nodeValue?.length ?? 0;
    if (left <= length) return [node, left];
    left -= length;
    last = node;
  }
  return [last, last.nodeValue?.length ?? 0];
}

/** Letters before a place in the text, as code points. @param {Element} block @param {Node} node @param {number} offset */
function lettersBefore(block, node, offset) {
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEnd(node, offset);
  return [...before.toString()].length;
}

export function select() {
  const pane = document.getElementById("said");
  const block = pane?.querySelector("blockquote");
  const tell = document.getElementById("tell");
  if (!pane?.dataset.source || !block || !tell) return;
  const [text, line] = [block.textContent ?? "", tell.querySelector("p")];
  /** @type {Word[] | undefined} */
  let words;
  let [from, to] = [-1, -1];

  const show = () => {
    const selection = getSelection();
    const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
    const inside = range && !range.collapsed && block.contains(range.startContainer) && block.contains(range.endContainer);
    // The links stay while one of them has the focus.
    if (!inside) { if (!tell.contains(document.activeElement)) tell.hidden = true; return; }
    const [start, end] = [lettersBefore(block, range.startContainer, range.startOffset), lettersBefore(block, range.endContainer, range.endOffset)];
    for (const link of tell.querySelectorAll("a")) link.href = `${link.dataset.to}&from=${start}&to=${end}`;
    if (line) line.textContent = range.toString();
    tell.hidden = false;
  };
  document.addEventListener("selectionchange", show);

  // A press of the button on a link would take the selection away before the click.
  tell.addEventListener("mousedown", (event) => event.preventDefault());

  pane.addEventListener("keydown", (event) => {
    if (event.target !== pane || event.ctrlKey || event.metaKey || event.altKey) return;
    words ??= wordsOf(text, block.lang);
    const forward = getComputedStyle(block).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const step = event.key === forward ? 1 : /^Arrow(Left|Right)$/.test(event.key) ? -1 : 0;
    const grow = event.key === "]" ? 1 : event.key === "[" ? -1 : event.shiftKey ? step : 0;
    if ((!step && !grow) || !words.length) return;
    event.preventDefault();
    const within = (/** @type {number} */ at) => Math.max(0, Math.min(words ? words.length - 1 : 0, at));
    if (from < 0) [from, to] = [0, 0];
    else if (grow) to = Math.max(from, within(to + grow));
    else [from, to] = [within((step > 0 ? to : from) + step), within((step > 0 ? to : from) + step)];
    const [start, end] = [placeOf(block, words[from].start), placeOf(block, words[to].end)];
    getSelection()?.setBaseAndExtent(start[0], start[1], end[0], end[1]);
    end[0].parentElement?.scrollIntoView({ block: "nearest" });
    // Browsers tell of a selection later; a number may be pressed before that.
    show();
  });
}
