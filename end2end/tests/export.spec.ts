// Pictures are documents: what is exported opens again as the same design, and the command line says the same of it.

import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { Board } from "../support/board.ts";
import { axeInBothThemes, expect, test } from "../support/test.ts";

/** Width and height as a PNG states them. */
async function size(png: string): Promise<[number, number]> {
  const bytes = await readFile(png);
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

test("a PNG opens again as the same design, and the command line gives it the same score", async ({ page }) => {
  const board = await Board.open(page, "/new?board=seed-004");
  const design = await board.design();
  const small = await board.export("PNG");
  const large = await board.export("PNG 2×");
  const [width, height] = await size(small);
  expect(await size(large)).toEqual([2 * width, 2 * height]);

  for (const picture of [small, large]) {
    await Board.open(page);
    await board.dropFile(picture);
    await expect(board.canvas).toHaveAccessibleName(new RegExp(`with ${design.nodes.length} elements`));
    expect(await board.design()).toEqual(design);
  }

  const output = execFileSync(process.env.RACKBOARD!, ["grade", large, "--task", "secured-and-monitored", "--format", "json"]);
  const [report] = JSON.parse(output.toString()) as { score: number; max_score: number; criteria: { outcome: string }[] }[];
  const shown = board.checks.locator(".points");
  const points = (value: number) => `${Math.round(value * 100) / 100}`;
  await expect(shown).toHaveText(`${points(report.score)} of ${points(report.max_score)} points`);
  const met = report.criteria.filter(({ outcome }) => outcome === "met").length;
  await expect(board.checks.getByRole("button", { name: /: met \d/ })).toHaveCount(met);
});

test("an SVG has real text, nothing foreign, and opens again as the same design", async ({ page }) => {
  const board = await Board.open(page, "/new?board=seed-004");
  const design = await board.design();
  const file = await board.export("SVG");
  const svg = await readFile(file, "utf8");
  expect(svg.match(/<text\b/g)?.length).toBeGreaterThan(20);
  expect(svg).not.toContain("foreignObject");
  expect(svg).not.toMatch(/<(script|image|style)\b|(href|src)=|url\(/);
  expect(svg).toContain("HAProxy");

  // A picture by itself, as any viewer draws it.
  const error = await page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
    return parsed.querySelector("parsererror")?.textContent ?? null;
  }, svg);
  expect(error).toBeNull();

  await Board.open(page);
  await board.dropFile(file);
  await expect(board.canvas).toHaveAccessibleName(new RegExp(`with ${design.nodes.length} elements`));
  expect(await board.design()).toEqual(design);
});

test("a file never replaces a board without a question, and one undo brings it back", async ({ page }) => {
  const sample = await Board.open(page, "/new?board=seed-004");
  const file = await sample.export("JSON");
  const board = await Board.open(page);
  await board.put("Server", { x: 300, y: 300 });
  await board.dropFile(file);
  const question = page.getByRole("dialog", { name: "Open this file?" });
  await expect(question).toContainText("holds a design with");
  await axeInBothThemes(page);
  await question.getByRole("button", { name: "Cancel" }).click();
  expect((await board.design()).nodes.length).toBe(1);

  await board.dropFile(file);
  await question.getByRole("button", { name: "Replace what is here" }).click();
  await expect(board.element("HAProxy")).toHaveCount(1);
  await page.getByRole("button", { name: "Undo (Ctrl+Z)" }).click();
  await expect(board.element("HAProxy")).toHaveCount(0);
  expect((await board.design()).nodes.length).toBe(1);

  await board.dropFile(file);
  await question.getByRole("button", { name: "Open as a new board" }).click();
  await expect(page).toHaveURL(/\/b\//);
  await board.ready();
  await expect(board.element("HAProxy")).toHaveCount(1);
});

test("a PDF has text to search and no picture of it, and letters become outlines where asked for", async ({ page }) => {
  const board = await Board.open(page, "/new?board=seed-004");
  const pdf = (await readFile(await board.export("PDF"))).toString("latin1");
  expect(pdf.slice(0, 8)).toBe("%PDF-1.7");
  expect(pdf).toContain("/BaseFont /Inter-Regular");
  expect(pdf).not.toContain("/Subtype /Image");

  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("dialog", { name: "Export" }).getByRole("radio", { name: /^SVG/ }).check();
  await page.getByRole("checkbox", { name: /^Letters as outlines/ }).check();
  await page.keyboard.press("Escape");
  const file = await board.export("SVG");
  const svg = await readFile(file, "utf8");
  expect(svg).not.toMatch(/<text\b|font-family/);
  expect(svg).toContain("HAProxy");
  const design = await board.design();
  await Board.open(page);
  await board.dropFile(file);
  await expect(board.element("HAProxy")).toHaveCount(1);
  expect(await board.design()).toEqual(design);
});

test("a picture is traced: under the drawing, locked, kept with the board, exported only when asked for", async ({ page }, info) => {
  const board = await Board.open(page);
  await board.put("Server", { x: 300, y: 300 });
  // A picture without a design inside, as a camera makes it.
  const photo = info.outputPath("photo.png");
  const pixels = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [400, 300];
    const brush = canvas.getContext("2d")!;
    brush.fillStyle = "#2266aa";
    brush.fillRect(0, 0, 400, 300);
    return canvas.toDataURL("image/png").split(",")[1]!;
  });
  await writeFile(photo, Buffer.from(pixels, "base64"));
  await board.dropFile(photo);
  const image = board.canvas.locator(".scene image");
  await expect(image).toHaveCount(1);
  // It lies under everything else.
  const first = board.canvas.locator(".scene image, .scene rect").first();
  expect(await first.evaluate((element) => element.tagName)).toBe("image");
  await board.select("Server");
  await expect(board.properties.getByRole("heading", { name: "Server" })).toBeVisible();
  await board.saved();
  await page.reload();
  await board.ready();
  await expect(image).toHaveCount(1);

  expect(await readFile(await board.export("SVG"), "utf8")).not.toContain("<image");
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("checkbox", { name: "The picture that was traced" }).check();
  await page.keyboard.press("Escape");
  expect(await readFile(await board.export("SVG"), "utf8")).toContain("<image");

  await page.getByRole("button", { name: "Layers" }).click();
  await page.getByRole("checkbox", { name: "Traced picture" }).uncheck();
  await expect(image).toHaveCount(0);
});
