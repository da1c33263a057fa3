// The pages of a release, opened as files in a browser: run by `tollbook/tests/it/walk.rs`, which makes the release and
// says where the packages of Playwright and axe are. Prints what it found wrong, a line each.
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const [, , data, packages] = process.argv;
const require = createRequire(packages + "/");
const { chromium } = require("playwright-core");
const { AxeBuilder } = require("@axe-core/playwright");

const wrong = [];
const incidents = readdirSync(`${data}/incidents`).map((name) => `incidents/${name}`);
const pages = ["index.html", "methodology.html", "report.html", ...incidents].filter((page) => existsSync(`${data}/${page}`));
if (incidents.length === 0) wrong.push("no page of an incident");

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/** Opens a page of the release in a window and says what it asks for. */
async function opened(context, name) {
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) wrong.push(`${name} asked outside: ${request.url()}`);
  });
  page.on("console", (message) => { if (message.type() === "error") wrong.push(`${name}: ${message.text()}`); });
  await page.goto(pathToFileURL(`${data}/${name}`).href);
  return page;
}

// Without script the pages say the same, and every link leads to a file that is there.
const still = await browser.newContext({ javaScriptEnabled: false });
for (const name of pages) {
  const page = await opened(still, name);
  if (await page.locator("h1").count() !== 1) wrong.push(`${name}: not one heading without script`);
  if (await page.locator("script").count() > 0) wrong.push(`${name}: has a script`);
  for (const link of await page.locator("a[href]").all()) {
    const url = new URL(await link.getAttribute("href"), page.url());
    if (url.protocol === "file:" && !existsSync(fileURLToPath(url.href.split("#")[0]))) wrong.push(`${name}: leads to nothing: ${url.href}`);
  }
  await page.close();
}

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1280, 320]) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
    for (const name of pages) {
      const page = await opened(context, name);
      // Cards that nobody has scrolled to are not laid out, and axe would measure what is not there.
      await page.evaluate(() => { for (const card of document.querySelectorAll(".c")) card.style.contentVisibility = "visible"; });
      const found = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
      for (const violation of found.violations) {
        const where = violation.nodes.slice(0, 3).map((node) => node.target.join(" "));
        wrong.push(`axe ${colorScheme} ${width} ${name}: ${violation.id}: ${where.join(" | ")}`);
      }
      // Words that begin in Arabic run from the right, whatever stands around them.
      const turned = await page.evaluate(() => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const turned = [];
        while (walker.nextNode()) {
          const text = walker.currentNode.data.trim();
          const first = text.match(/\p{L}/u)?.[0] ?? "";
          const parent = walker.currentNode.parentElement;
          if (/\p{Script=Arabic}/u.test(first) && getComputedStyle(parent).direction !== "rtl") turned.push(text.slice(0, 40));
        }
        return turned;
      });
      wrong.push(...turned.map((text) => `${name}: Arabic that runs from the left: ${text}`));
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
process.stdout.write(wrong.map((line) => line + "\n").join(""));
