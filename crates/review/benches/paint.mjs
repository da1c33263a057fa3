// Times the pages of `SERVE=1 cargo bench --package tollbook-review --bench scale` in a browser:
// node paint.mjs ADDRESS FOLDER-OF-PACKAGES [PROCESS]. Prints milliseconds; with the number of the bench's process also how
// much processor time each page takes there, which others on the machine do not change.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [, , address, packages, server] = process.argv;
const { chromium } = createRequire(packages + "/")("playwright-core");
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
// A busy machine is no fault of the pages.
page.setDefaultTimeout(240_000);
const origin = new URL(address).origin;
await page.goto(address);

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const p95 = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length * 0.95)];

for (const path of ["/", "/?grade=fair&act=shelling", "/incident/TB-00077", "/search?q=town+77", "/victims", "/persons"]) {
  const paints = [], usable = [];
  for (let round = 0; round < 7; round += 1) {
    await page.goto(origin + path, { waitUntil: "load" });
    // The first paint may come after all is loaded.
    const times = await page.evaluate(() => new Promise((tell) => {
      const usable = performance.getEntriesByType("navigation")[0].loadEventEnd;
      const painted = (list) => list.getEntriesByName("first-contentful-paint")[0];
      new PerformanceObserver((list) => painted(list) && tell({ paint: painted(list).startTime, usable })).observe({ type: "paint", buffered: true });
    }));
    paints.push(times.paint);
    usable.push(times.usable);
  }
  console.log(`${path}: first paint ${median(paints).toFixed(0)}, loaded ${median(usable).toFixed(0)}`);
}

// The frames while a stretch of the timeline is drawn.
await page.goto(origin + "/");
const box = await page.locator("#timeline svg").boundingBox();
await page.evaluate(() => {
  window.frames_ = [];
  let last = performance.now();
  const frame = (now) => { window.frames_.push(now - last); last = now; requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
});
await page.mouse.move(box.x + 20, box.y + 20);
await page.mouse.down();
for (let x = 20; x < box.width - 20; x += 6) await page.mouse.move(box.x + x, box.y + 25);
const frames = await page.evaluate(() => window.frames_);
console.log(`brush: ${frames.length} frames, 95 of 100 within ${p95(frames).toFixed(1)}`);

/** Milliseconds that the server has worked; Linux counts in hundredths of a second. */
function worked() {
  const fields = readFileSync(`/proc/${server}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
for (const path of server ? ["/", "/?grade=fair&act=shelling", "/incident/TB-00077", "/search?q=town+77", "/search?q=Example+5555"] : []) {
  const [times, before] = [12, worked()];
  for (let time = 0; time < times; time += 1) await page.context().request.get(origin + path, { timeout: 240_000 });
  console.log(`${path}: ${((worked() - before) / times).toFixed(1)} of processor time`);
}
await browser.close();
