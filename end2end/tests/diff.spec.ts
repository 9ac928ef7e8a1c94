// What is different between two versions of a board, and between the board and a file.

import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { Board } from "../support/board.ts";
import { axeInBothThemes, expect, ready, test } from "../support/test.ts";

const SINGLE = {
  format: "rackboard",
  version: 1,
  title: "Shop",
  nodes: [
    { id: "u", kind: "user", label: "Visitor", at: [0, 100] },
    { id: "s1", kind: "server", label: "Server 1", at: [200, 60] },
    { id: "w1", kind: "web_server", label: "Web 1", parent: "s1", props: { needs_app: false }, at: [220, 100] },
    { id: "old", kind: "cache", label: "Old cache", at: [600, 60] },
  ],
  links: [{ id: "l1", from: "u", to: "s1", protocol: "http" }],
};

const DOUBLE = {
  ...SINGLE,
  nodes: [
    ...SINGLE.nodes.filter(({ id }) => id !== "old"),
    { id: "s2", kind: "server", label: "Server 2", at: [200, 300] },
    { id: "w2", kind: "web_server", label: "Web 2", parent: "s2", props: { needs_app: false }, at: [220, 340] },
  ],
  links: [{ id: "l1", from: "u", to: "s1", protocol: "https" }, { id: "l2", from: "u", to: "s2", protocol: "https" }],
};

/** A board with three states: one server, two servers, and two servers under another title. The first two are kept by name. */
async function drawn(page: Page, origin: string): Promise<{ id: string; revisions: number[] }> {
  await page.goto("/");
  const headers = { origin };
  const made = await page.request.post("/api/v1/boards", { data: SINGLE, headers });
  const { id, revision } = (await made.json()) as { id: string; revision: number };
  const revisions = [revision];
  const designs = [DOUBLE, { ...DOUBLE, title: "Two shops" }];
  for (const [place, document] of designs.entries()) {
    const kept = await page.request.post(`/api/v1/boards/${id}/versions`, { data: { name: ["One", "Two"][place] }, headers });
    expect(kept.status()).toBe(201);
    const saved = await page.request.put(`/api/v1/boards/${id}`, { data: { revision: revisions.at(-1), document }, headers });
    revisions.push(((await saved.json()) as { revision: number }).revision);
  }
  return { id, revisions };
}

test("any two versions are compared in words and on their pictures", async ({ page, server }) => {
  const { id } = await drawn(page, server.url);
  await page.goto(`/b/${id}/history`);
  await ready(page);
  // The later one may be named first.
  await page.getByLabel("Compare", { exact: true }).selectOption("Two");
  await page.getByLabel("with", { exact: true }).selectOption("One");
  await page.getByRole("button", { name: "Compare" }).click();
  const changed = page.getByRole("region", { name: "What changed" });
  await expect(changed.getByText("Added Server 2, with web server Web 2.")).toBeVisible();
  await expect(changed.getByText("No longer a single point of failure: Server 1")).toBeVisible();
  await expect(changed.getByText("Visitors come in encrypted now.")).toBeVisible();
  await expect(changed.getByText(/^Reading: availability 99\.\d+ % → 99\.\d+ %/)).toBeVisible();
  const [before, after] = [changed.getByRole("figure").first(), changed.getByRole("figure").last()];
  await expect(before).toContainText("One");
  await expect(before.locator(".sign.removed")).toHaveCount(1);
  await expect(before.locator("g.removed title")).toHaveText(/^Removed: Old cache/);
  await expect(after).toContainText("Two");
  await expect(after.locator(".sign.added")).toHaveCount(3);
  await expect(after.locator(".sign.changed")).toHaveCount(1);
  await axeInBothThemes(page);

  // What is only called otherwise means the same.
  await page.getByLabel("Compare", { exact: true }).selectOption("Two");
  await page.getByLabel("with", { exact: true }).selectOption("Now");
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(changed.getByText("Nothing differs in meaning.")).toBeVisible();
});

test("a version is compared on the board, which goes on being drawn", async ({ page, server }) => {
  const { id } = await drawn(page, server.url);
  await page.goto(`/b/${id}/history`);
  await ready(page);
  await page.getByRole("listitem").filter({ hasText: "One" }).getByRole("link", { name: "What changed since" }).click();
  await page.getByRole("link", { name: "See it on the board" }).click();
  const board = new Board(page);
  await board.ready();
  const compared = page.getByRole("region", { name: "Compared with One" });
  await expect(compared.getByText("Added Server 2, with web server Web 2.")).toBeVisible();
  await expect(compared.getByRole("list", { name: "Removed" })).toHaveText("Old cache");
  await expect(page.locator("#over g.difference.added")).toHaveCount(2);
  await expect(page.locator("#over g.difference.removed")).toContainText("Old cache");
  await axeInBothThemes(page);
  await compared.getByRole("button", { name: "Server 2" }).click();
  await expect(board.properties.getByLabel("Label", { exact: true })).toHaveValue("Server 2");
  await board.canvas.focus();
  await page.keyboard.press("Delete");
  await expect(page.locator("#over g.difference.added")).toHaveCount(0);
  await expect(compared.getByText("Added Server 2, with web server Web 2.")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(compared).toHaveCount(0);
  await expect(page.locator("#over > *")).toHaveCount(0);
});

test("the board is compared with a file", async ({ page }, info) => {
  const board = await Board.open(page, "/new?board=seed-001");
  const design = JSON.parse(await readFile(await board.export("JSON"), "utf8")) as { nodes: { kind: string }[] };
  design.nodes = design.nodes.filter(({ kind }) => kind !== "database");
  const path = info.outputPath("before.json");
  await (await import("node:fs/promises")).writeFile(path, JSON.stringify(design));
  await board.dropFile(path);
  await page.getByRole("dialog").getByRole("button", { name: "Compare with this board" }).click();
  const compared = page.getByRole("region", { name: "Compared with before.json" });
  await expect(compared.getByText(/^Writing works now/)).toBeVisible();
  await expect(compared.getByRole("heading", { name: "Added" })).toBeVisible();
  await compared.getByRole("button", { name: "Stop comparing (Esc)" }).click();
  await expect(board.checks).toBeVisible();
});
