// Pictures are documents: what is exported opens again as the same design, and the command line says the same of it.

import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
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
