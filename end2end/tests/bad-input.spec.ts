// Files that are broken, foreign or hostile: each gets a sentence that helps, and the board stays as it was.

import { writeFile } from "node:fs/promises";
import { Board } from "../support/board.ts";
import { axeInBothThemes, expect, test } from "../support/test.ts";

const REFUSED: Record<string, [content: string | Buffer, message: RegExp]> = {
  "cut off": ['{"format": "rackboard", "version": 1, "nodes": [{"id": "a", "ki', /line 1, column \d+: .*cut off/],
  "nested too deep": [`{"format":"rackboard","version":1,"nodes":${"[".repeat(100_000)}`, /nested more than 127 levels deep/],
  "a number beyond all": ['{"format":"rackboard","version":1,"nodes":[{"id":"a","kind":"server","at":[1e999,0]}]}', /line 1, column \d+: .*number out of range/],
  "JSON of something else": ['{"shapes": []}', /not a Rackboard file/],
  "from the future": ['{"format":"rackboard","version":99,"nodes":[]}', /format version 99.*update Rackboard/],
  "nothing": ["", /the file is empty/],
  "not text": [Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), /Rackboard opens|UTF-8/],
  "an SVG that defines entities": ['<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg"/>', /document type or entity definition/],
  "an SVG of somebody else": ['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', /carries no drawing that can be read/],
};

test("files that cannot be opened are refused with a reason, and the board stays", async ({ page }, info) => {
  const board = await Board.open(page);
  await board.put("Server", { x: 300, y: 300 });
  await board.saved();
  const before = await board.stored();
  const refusal = page.getByRole("dialog", { name: "This file cannot be opened" });
  const picture = await page.screenshot();
  const files = { ...REFUSED, "a picture without a design": [picture, /carries no drawing that can be read/] as const };
  for (const [name, [content, message]] of Object.entries(files)) {
    await test.step(name, async () => {
      const path = info.outputPath(`${name}.file`);
      await writeFile(path, content);
      await board.dropFile(path);
      await expect(refusal.getByRole("alert")).toHaveText(message);
      await refusal.getByRole("button", { name: "Close" }).click();
      await expect(refusal).toBeHidden();
    });
  }
  await board.dropFile(info.outputPath("cut off.file"));
  await axeInBothThemes(page);
  await page.keyboard.press("Escape");
  expect(await board.design()).toEqual(before);
  expect(await board.stored()).toEqual(before);
});

test("odd parts of a file are told before it is opened, and nothing in it becomes code", async ({ page }, info) => {
  const board = await Board.open(page);
  const markup = `"><img src=x onerror="window.ran = 1"><script>window.ran = 1</script>`;
  const odd = {
    format: "rackboard",
    version: 1,
    title: markup,
    constructor: { prototype: { polluted: true } },
    nodes: [
      { id: markup, kind: "server", label: markup, at: [0, 0] },
      { id: "__proto__", kind: "database", label: "proto", props: { __proto__: { polluted: true } }, at: [400, 0] },
      { id: "far", kind: "cache", at: [1e300, -1e300] },
      { id: "flux", kind: "flux_capacitor", label: "Unknown kind", at: [600, 0] },
      { kind: "server", label: "no id" },
      "not a record",
    ],
    links: [
      { from: markup, to: "__proto__", label: markup },
      { from: "nobody", to: "far" },
    ],
  };
  const path = info.outputPath("odd.json");
  // JSON.stringify leaves such a key out.
  await writeFile(path, JSON.stringify(odd).replace('"title"', '"__proto__":{"polluted":true},"title"'));
  await board.dropFile(path);
  const question = page.getByRole("dialog", { name: "Open this file?" });
  await expect(question).toContainText(/\d+ parts of it could not be read/);
  await question.getByRole("button", { name: "Replace what is here" }).click();
  await expect(board.element("proto")).toHaveCount(1);
  await expect(board.element("Unknown kind")).toHaveCount(1);
  await board.saved();
  await page.reload();
  await board.ready();
  await expect(board.element("proto")).toHaveCount(1);
  expect(await page.evaluate(() => "ran" in window || "polluted" in {})).toBe(false);
});

test("what is too large is refused, and the server goes on", async ({ request, page }) => {
  const fifty = Buffer.alloc(50 * 1024 * 1024, " ");
  const answer = await request.post("/api/v1/boards", { data: fifty, headers: { "content-type": "application/json" } });
  expect(answer.status()).toBe(413);
  expect(((await answer.json()) as { detail: string }).detail).toMatch(/MiB|large/);

  for (const body of ["{", "[]", `{"nodes":${"[".repeat(200_000)}`, '{"format":"rackboard","version":7}', "\u0000"]) {
    const refused = await request.post("/api/v1/boards", { data: body, headers: { "content-type": "application/json" } });
    expect(refused.status(), body.slice(0, 40)).toBeGreaterThanOrEqual(400);
    expect(refused.status(), body.slice(0, 40)).toBeLessThan(500);
    expect(((await refused.json()) as { detail: string }).detail.length).toBeGreaterThan(10);
  }

  expect(await (await request.get("/healthz")).text()).toBe("ok\n");
  const board = await Board.open(page);
  await board.put("Server", { x: 300, y: 300 });
  await board.saved();
});
