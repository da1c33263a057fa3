// Single keys. They press what can be pressed with the mouse too: a link, a button or a field.

/** Screens after `g`. */
const SCREENS = { o: "/", i: "/", r: "/sources", l: "/queue", v: "/victims", h: "/history", e: "/log", p: "/public", a: "/agreement", s: "/settings" };

/** @param {EventTarget | null} target */
const isField = (target) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && /^(checkbox|radio|submit|button)$/.test(target.type));

let isGoing = false;

/** Moves the focus along the rows of a list. @param {number} step */
function move(step) {
  const rows = [...document.querySelectorAll("ol a.row, .candidates button, .results a, .margin .claims > li")];
  const at = rows.indexOf(/** @type {Element} */ (document.activeElement));
  const next = rows[Math.max(0, Math.min(rows.length - 1, at < 0 ? 0 : at + step))];
  if (next instanceof HTMLElement) next.focus();
}

/** What a key presses: in the part of the page where the focus is, else the first on the page. @param {string} key */
function nearest(key) {
  const css = `[data-key="${CSS.escape(key)}"]`;
  for (let part = document.activeElement; part; part = part.parentElement) {
    const found = [...part.querySelectorAll(css)].find((one) => !one.closest("[hidden]"));
    if (found) return found;
  }
  return null;
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
  const key = event.key;
  if (isGoing) {
    isGoing = false;
    const to = SCREENS[/** @type {keyof typeof SCREENS} */ (key)];
    if (to) location.assign(to);
    return;
  }
  if (key === "g") isGoing = true;
  else if (key === "/") document.getElementById("find")?.focus();
  else if (key === "?") location.assign("/keys");
  else if (key === "j") move(1);
  else if (key === "k") move(-1);
  else {
    const own = nearest(key);
    if (!(own instanceof HTMLElement)) return;
    if (own instanceof HTMLDetailsElement) {
      own.open = true;
      own.querySelector("select, input:not([type=hidden]), textarea, a")?.focus();
    } else own.click();
  }
  event.preventDefault();
}

export function keys() {
  if (document.body.dataset.keys === "on") document.addEventListener("keydown", pressed);
}
