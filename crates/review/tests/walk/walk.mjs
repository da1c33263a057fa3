// The whole job by keyboard alone, in a browser: run by `tollbook/tests/it/walk.rs`, which starts the pages and
// says where the packages of Playwright and axe are. Prints what it found wrong, a line each.
import { createRequire } from "node:module";

const [, , address, packages, report] = process.argv;
const require = createRequire(packages + "/");
const { chromium } = require("playwright-core");
const { AxeBuilder } = require("@axe-core/playwright");

const wrong = [];
const expect = (holds, what) => { if (!holds) wrong.push(what); };
const origin = new URL(address).origin;

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
const page = await context.newPage();
// A slow machine is no fault of the pages.
page.setDefaultTimeout(120_000);
page.on("request", (request) => expect(request.url().startsWith(origin), `asked outside: ${request.url()}`));
page.on("console", (message) => { if (message.type() === "error") wrong.push(`console: ${message.text()}`); });
page.on("pageerror", (error) => wrong.push(`script: ${error.message}`));

/** Presses keys one after the other and waits for the page that they lead to. */
async function press(...keys) {
  for (const key of keys.slice(0, -1)) await page.keyboard.press(key);
  await Promise.all([page.waitForNavigation({ waitUntil: "load" }), page.keyboard.press(keys.at(-1))]);
}
const focus = (css) => page.locator(css).first().focus();
const text = () => page.locator("main").innerText();

await page.goto(address);
expect((await page.locator("h1").innerText()).includes("incidents"), "the address opens the incidents");

await press("g", "s");
await focus("input[name=reviewer]");
await page.keyboard.type("A. Reviewer");
await press("Enter");

await press("g", "r");
await focus("a[href='/add']");
await press("Enter");
await page.locator("input[type=file]").setInputFiles(report);
await focus("#upload button");
await press("Enter");
expect((await text()).includes("1 source is in the casebook"), "a report is added");

await press("g", "o");
await page.keyboard.press("j");
await page.keyboard.press("j");
await page.keyboard.press("j");
await press("Enter");
const incident = page.url();
expect(incident.includes("/incident/"), "j and Enter open an incident");

await focus("#steps-0 a.quote");
await page.keyboard.press("Enter");
const anchor = decodeURIComponent(new URL(page.url()).hash.slice(1));
expect(anchor.startsWith("q-") && await page.locator(`[id="${anchor}"]`).count() === 1, "a figure leads to its words in one step");

await press("p");
expect(page.url().includes("/place?"), "p asks what the place's name means");
await press("1");
expect((await text()).includes("Kept"), "1 takes the first candidate");
await press("u");
expect((await text()).includes("Withdrawn"), "u takes it back");

await press("g", "l");
expect((await text()).includes("Do these two speak of one incident?"), "the queue asks");
expect(!(await text()).includes("weighs"), "the weight is hidden");
await press("y");
expect((await text()).includes("Kept") && (await text()).includes("weighs"), "y judges a pair, and then its weight is shown");
await press("u");
expect((await text()).includes("Withdrawn"), "the pair is open again");

await page.keyboard.press("/");
await page.keyboard.type("TB-GPN6W");
await press("Enter");
await page.keyboard.press("j");
await press("Enter");
const large = page.url();
expect(large.includes("TB-GPN6W"), "a code is found");

await page.keyboard.press("e");
await page.keyboard.press("Tab");
await page.keyboard.type("20");
await page.keyboard.press("Tab");
await page.keyboard.type("22");
await page.keyboard.press("Tab");
await page.keyboard.type("Two hospitals sent their lists.");
await page.keyboard.press("Tab");
await press("Enter");
expect((await text()).includes("20–22") && (await text()).includes("by a reviewer; the method has"), "e puts a range in place of the method's");
await press("u");

await focus("details:has(form[action='/judge/grade']) > summary");
await page.keyboard.press("Enter");
await focus("form[action='/judge/grade'] textarea");
await page.keyboard.type("Both quote one register.");
await page.keyboard.press("Tab");
await press("Enter");
expect((await text()).includes("Kept"), "a grade is put in place of the method's, with a reason");
await press("u");

await focus("details:has(form[action='/judge/split']) > summary");
await page.keyboard.press("Enter");
await focus("form[action='/judge/split'] input[type=checkbox]");
await page.keyboard.press("Space");
await focus("form[action='/judge/split'] textarea");
await page.keyboard.type("Another quarter of the town.");
await page.keyboard.press("Tab");
await press("Enter");
expect((await text()).includes("Kept"), "a claim leaves its incident");
await press("u");

await page.goto(large);
await focus(".source h3 a");
await press("Enter");
await press("d");
expect((await text()).includes("rejected"), "d rejects a claim");
await press("u");

await focus("#said");
await page.keyboard.press("ArrowRight");
await page.keyboard.press("ArrowRight");
await page.keyboard.press("]");
const chosen = await page.evaluate(() => getSelection()?.toString() ?? "");
expect(chosen.trim().split(/\s+/).length === 2, `the arrows choose words, and ] one more: ${chosen}`);
await press("1");
expect((await page.locator("section .chosen").innerText()).trim() === chosen.trim(), "1 asks how many the chosen words tell");
const words = new URL(page.url());
await page.keyboard.type("3");
await press("Enter");
expect((await text()).includes("Kept") && (await text()).includes("3"), "a number and Enter add a figure");
await press("u");
await page.locator("#claim-0").focus();
await page.keyboard.press("e");
await press("Enter");
expect(page.url().includes("/words?claim="), "e and Enter correct a field of the claim");
await focus("button[name=take-out]");
await press("Enter");
expect((await text()).includes("Kept"), "a figure is taken out");
await press("u");
await focus("#said");
await page.keyboard.press("ArrowRight");
await press("8");
await focus("form[action='/judge/new_claim'] button");
await press("Enter");
expect((await text()).includes("A claim made by a reviewer"), "chosen words make a claim");
await press("u");

await press("g", "p");
await focus("form[method=post] button");
await press("Enter");
expect((await text()).includes("Written"), "a release is written");

await press("g", "e");
await focus("main form button");
await press("Enter");
expect((await text()).includes("All is as it was written"), "the casebook is sound");

const source = await page.evaluate(async () => {
  const list = await (await fetch("/sources")).text();
  return /href="(\/source\/[0-9a-f]+)"/.exec(list)?.[1];
});
const place = await page.evaluate(async (incident) => {
  const shown = await (await fetch(incident)).text();
  return /href="(\/place\?claim=[^"&]+)/.exec(shown)?.[1];
}, incident);
const screens = ["/", new URL(incident).pathname, "/sources", source, words.pathname + words.search, `${words.pathname}?source=${words.searchParams.get("source")}&claim=new&start=0&end=9`, "/add", place, "/queue", "/agreement", "/victims", "/persons", "/estimate", "/search?q=market", "/history", "/log", "/public", "/settings", "/keys", "/nowhere"];

for (const language of ["en", "ar"]) {
  await context.addCookies([{ name: "tollbook-language", value: language, url: origin }]);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    for (const screen of screens) {
      await page.goto(origin + screen, { waitUntil: "load" });
      const found = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).exclude("iframe").analyze();
      for (const violation of found.violations) {
        const where = violation.nodes.slice(0, 3).map((node) => `${node.target.join(" ")} ${node.failureSummary?.split("\n")[1] ?? ""}`);
        wrong.push(`axe ${language} ${colorScheme} ${screen}: ${violation.id}: ${where.join(" | ")}`);
      }
    }
  }
  await page.setViewportSize({ width: 320, height: 800 });
  for (const screen of screens) {
    await page.goto(origin + screen, { waitUntil: "load" });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide <= 320, `${language} ${screen} is ${wide} wide at 320`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  for (const screen of screens) {
    await page.goto(origin + screen, { waitUntil: "load" });
    const wide = await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; return document.documentElement.scrollWidth; });
    expect(wide <= 1280, `${language} ${screen} is ${wide} wide with text of 200 %`);
  }
}

/** How far the parts of a screen stand from the side where its lines begin. */
async function starts(screen, language) {
  await context.addCookies([{ name: "tollbook-language", value: language, url: origin }]);
  await page.goto(origin + screen, { waitUntil: "load" });
  return page.evaluate(() => {
    const parts = document.querySelectorAll("header.bar > .name, main, main > *, .overview > *, .incident > *, .reader > *, .margin > *, .facts > section, table.plain th[scope=row]");
    const isRight = document.documentElement.dir === "rtl";
    const shown = [...parts].filter((part) => part.getClientRects().length);
    return shown.map((part) => {
      const box = part.getBoundingClientRect();
      return Math.round(isRight ? document.documentElement.clientWidth - box.right : box.left);
    });
  });
}
for (const screen of screens.filter((screen) => screen !== "/keys")) {
  const [left, right] = [await starts(screen, "en"), await starts(screen, "ar")];
  expect(left.length > 2 && left.length === right.length && left.every((at, part) => Math.abs(at - right[part]) <= 1), `${screen} is not mirrored: ${left} and ${right}`);
}

const cookies = await context.cookies();
const plain = await browser.newContext({ javaScriptEnabled: false });
await plain.addCookies(cookies.filter((cookie) => cookie.name !== "tollbook-language"));
const still = await plain.newPage();
for (const screen of screens) {
  await still.goto(origin + screen);
  expect((await still.locator("main").innerText()).length > 20, `${screen} is empty without script`);
}

await browser.close();
for (const line of wrong.filter((line) => !line.includes("404 (Not Found)"))) console.log(line);
