// Choices on the overview take effect at once, and a stretch of the timeline can be drawn.

/** Sends the form as soon as a choice is made. @param {HTMLFormElement} form */
function choose(form) {
  form.addEventListener("change", () => form.requestSubmit());
}

/** Draws a stretch over the bars; on release the choice is narrowed to its days. @param {SVGSVGElement} svg */
function brush(svg) {
  const first = Number(svg.dataset.first);
  const days = Number(svg.dataset.last) - first + 1;
  const band = document.createElementNS("http" + "://www.w3.org/2000/svg", "rect");
  band.setAttribute("class", "reach");
  band.setAttribute("y", "0");
  band.setAttribute("height", "72");
  let from = NaN;
  /** @param {PointerEvent} event */
  const at = (event) => {
    const box = svg.getBoundingClientRect();
    return Math.max(0, Math.min(1, (event.clientX - box.left) / box.width));
  };
  svg.addEventListener("pointerdown", (event) => { from = at(event); });
  svg.addEventListener("pointermove", (event) => {
    if (Number.isNaN(from) || Math.abs(at(event) - from) < 0.01) return;
    const [a, b] = [from, at(event)].sort((x, y) => x - y);
    band.setAttribute("x", String(a * 720));
    band.setAttribute("width", String((b - a) * 720));
    if (!band.isConnected) { svg.append(band); svg.setPointerCapture(event.pointerId); }
  });
  svg.addEventListener("pointerup", (event) => {
    const [a, b] = [from, at(event)].sort((x, y) => x - y);
    from = NaN;
    if (!band.isConnected) return;
    band.remove();
    const day = (/** @type {number} */ share) => {
      const date = new Date(0);
      date.setUTCFullYear(1, 0, 1 + first + Math.min(days - 1, Math.floor(share * days)));
      return date.toISOString().slice(0, 10);
    };
    const to = new URL(location.href);
    to.searchParams.set("from", day(a));
    to.searchParams.set("to", day(b));
    to.searchParams.delete("page");
    location.assign(to);
  });
}

export function overview() {
  const form = document.getElementById("facets");
  if (form instanceof HTMLFormElement) choose(form);
  const svg = document.querySelector("#timeline svg");
  if (svg instanceof SVGSVGElement) brush(svg);
}
