// The layout of the screens in Arabic as text, as a person would sketch it, compared with `rtl.txt`: run by
// `tollbook/tests/it/walk.rs`. Wide parts are told in twelfths of the page from the side where lines begin, narrow ones by
// the side at which they stand, tables by their columns, and heights and words not at all, so that another font or another report makes no other
// sketch. Prints what differs; TOLLBOOK_SKETCH=1 writes `rtl.txt` anew, which is then read before it is kept.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const [, , address, packages] = process.argv;
const { chromium } = createRequire(packages + "/")("playwright-core");

/** The parts that make a screen up, from the whole to the small. */
const PARTS = [
  "header.bar", "header.bar .name", "main", "main > *", ".overview > *", ".incident > *", ".reader > *", ".margin > *", ".pair > *",
  ".facts > section", ".drop", ".list-head > *", ".ends > *", "figure svg", "table", ".steps", "footer",
];
const SCREENS = ["/", "/incident/TB-GPN6W", "/sources", "/add", "/queue", "/agreement", "/victims", "/persons", "/estimate", "/search?q=market", "/history", "/log", "/public", "/settings", "/keys"];

/** What stands where on the screen that is open: a line a part. @param {import("playwright-core").Page} page */
function layout(page) {
  return page.evaluate((parts) => {
    const root = document.documentElement;
    const { direction } = getComputedStyle(root);
    const width = root.clientWidth;
    const all = [...document.querySelectorAll(parts)].filter((part) => part.getClientRects().length);
    const name = (part) => part.localName + (part.id ? `#${part.id.replace(/\d+/g, "")}` : "") + [...part.classList].map((word) => `.${word}`).join("");
    const twelfths = (pixels) => Math.round((pixels / width) * 12);
    const middle = (box) => (box.left + box.right) / 2;
    const where = (part) => {
      const [box, around] = [part.getBoundingClientRect(), part.parentElement.getBoundingClientRect()];
      if (box.width > width / 5) return `${twelfths(width - box.right)}–${twelfths(width - box.left)}`;
      return middle(box) > middle(around) ? "at the right" : "at the left";
    };
    const columns = (table) => {
      const [first, second] = [...(table.querySelector("tr")?.cells ?? [])].map((cell) => middle(cell.getBoundingClientRect()));
      return second === undefined ? "one column" : `columns from the ${first > second ? "right" : "left"}`;
    };
    const lines = all.map((part) => {
      const style = getComputedStyle(part);
      const turned = style.direction === direction ? "" : `, ${style.direction}`;
      const aligned = ["start", "right"].includes(style.textAlign) ? "" : `, text at ${style.textAlign}`;
      const depth = all.filter((other) => other !== part && other.contains(part)).length;
      return `${"  ".repeat(depth)}${name(part)} ${part.localName === "table" ? columns(part) : where(part)}${turned}${aligned}`;
    });
    // Parts of a kind are alike: what is the same is told once.
    return [`${root.lang} ${direction}`, ...new Set(lines)].join("\n");
  }, PARTS.join(","));
}

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
const page = await context.newPage();
// A slow machine is no fault of the pages.
page.setDefaultTimeout(120_000);
const origin = new URL(address).origin;
await page.goto(address);
await context.addCookies([{ name: "tollbook-language", value: "ar", url: origin }]);
let sketches = "";
for (const screen of SCREENS) {
  await page.goto(origin + screen, { waitUntil: "load" });
  sketches += `== ${screen}\n${await layout(page)}\n`;
}
await browser.close();

const file = new URL("rtl.txt", import.meta.url);
if (process.env.TOLLBOOK_SKETCH) writeFileSync(file, sketches);
const [kept, now] = [readFileSync(file, "utf8"), sketches].map((text) => text.split("\n"));
for (let at = 0; at < Math.max(kept.length, now.length); at += 1) {
  if (kept[at] !== now[at]) console.log(`rtl.txt:${at + 1} has “${kept[at] ?? ""}”, the pages have “${now[at] ?? ""}”`);
}
