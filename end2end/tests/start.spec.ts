// Never lose work: what boards start from, where they are found again, and what they were.

import type { Page } from "@playwright/test";
import { Board } from "../support/board.ts";
import type { Server } from "../support/server.ts";
import { axeInBothThemes, expect, ready, test } from "../support/test.ts";

const design = (title: string, nodes: { id: string; kind: string }[]) => ({ format: "rackboard", version: 1, title, nodes, links: [] });
const SERVER = { id: "web", kind: "server" };

/** What a request says that brings cookies and does not come from a page. */
const from = (server: Server) => ({ origin: server.url });

/** A board of this browser, made as the editor makes one. */
async function make(page: Page, server: Server, title: string): Promise<string> {
  const response = await page.request.post("/api/v1/boards", { data: design(title, [SERVER]), headers: from(server) });
  expect(response.status()).toBe(201);
  return ((await response.json()) as { id: string }).id;
}

const tile = (page: Page, title: string) =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: title, exact: true }) });

test("every start leads to a board of its own", async ({ page }) => {
  await page.goto("/");
  await ready(page);
  await axeInBothThemes(page);
  const starts = await page.locator("main a[href^='/new']").evaluateAll((links) => links.map((link) => link.getAttribute("href")!));
  expect(starts).toContain("/new");
  expect(new Set(starts).size).toBeGreaterThan(9);
  const board = await Board.open(page, "/new?board=scale-up");
  await expect(board.elements).toHaveCount(0);
  const sample = await Board.open(page, "/new?board=seed-001");
  expect(await sample.elements.count()).toBeGreaterThan(5);
});

for (const javaScriptEnabled of [true, false]) {
  test(`boards are found, renamed, copied, deleted and brought back ${javaScriptEnabled ? "with" : "without"} scripts`, async ({ server, visitor }) => {
    const page = await visitor({ javaScriptEnabled });
    for (const title of ["Shop", "Wiki", "Forum"]) {
      await make(page, server, title);
    }
    await page.goto("/boards");
    await expect(page.locator("#shelf").getByRole("heading")).toHaveText(["Forum", "Wiki", "Shop"]);
    expect((await page.request.get((await tile(page, "Wiki").locator("img").getAttribute("src"))!)).status()).toBe(200);
    if (javaScriptEnabled) {
      await ready(page);
      await axeInBothThemes(page);
    }

    await page.getByRole("searchbox").fill("wik");
    if (!javaScriptEnabled) {
      await page.getByRole("button", { name: "Search" }).click();
    }
    await expect(page.locator("#shelf > li").filter({ visible: true })).toHaveCount(1);
    await page.goto("/boards");

    await tile(page, "Wiki").getByText("More").click();
    await tile(page, "Wiki").getByLabel("Title").fill("Encyclopedia");
    await tile(page, "Wiki").getByRole("button", { name: "Rename" }).click();
    await expect(page.getByRole("status").first()).toContainText("called “Encyclopedia” now");
    await expect(tile(page, "Wiki")).toHaveCount(0);

    await tile(page, "Encyclopedia").getByText("More").click();
    await tile(page, "Encyclopedia").getByRole("button", { name: "Duplicate" }).click();
    await expect(tile(page, "Encyclopedia (copy)")).toBeVisible();

    await tile(page, "Shop").getByText("More").click();
    await tile(page, "Shop").getByRole("button", { name: "Delete" }).click();
    await expect(tile(page, "Shop")).toHaveCount(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(tile(page, "Shop")).toBeVisible();

    await tile(page, "Forum").getByText("More").click();
    await tile(page, "Forum").getByRole("button", { name: "Delete" }).click();
    await page.goto("/boards");
    await page.getByRole("button", { name: "Restore Forum" }).click();
    await expect(tile(page, "Forum")).toBeVisible();

    await tile(page, "Forum").getByText("More").click();
    await tile(page, "Forum").getByRole("button", { name: "Delete" }).click();
    await page.getByText("Delete for good…").click();
    await page.getByRole("button", { name: "Yes, with all its versions" }).click();
    await expect(page.getByRole("status").first()).toContainText("gone for good");
    await expect(page.getByRole("heading", { name: "Deleted" })).toHaveCount(0);

    const stranger = await visitor();
    await stranger.goto("/boards");
    await expect(stranger.getByText("No board yet")).toBeVisible();
  });
}

test("what a board was is kept, compared in words, and brought back", async ({ page, server, visitor }) => {
  const id = await make(page, server, "Shop");
  await page.goto(`/b/${id}/history`);
  await ready(page);
  await page.getByLabel("Name").first().fill("One server");
  await page.getByRole("button", { name: "Keep" }).first().click();
  await expect(page.getByRole("status")).toContainText("Kept");
  await expect(tile(page, "One server")).toBeVisible();

  const { revision } = (await (await page.request.get(`/api/v1/boards/${id}`)).json()) as { revision: number };
  const nodes = [SERVER, { id: "web2", kind: "server" }, { id: "db", kind: "database" }];
  const saved = await page.request.put(`/api/v1/boards/${id}`, {
    data: { revision, document: design("Shop", nodes) },
    headers: from(server),
  });
  expect(saved.status()).toBe(200);

  await page.reload();
  await tile(page, "One server").getByRole("link", { name: "What changed since" }).click();
  const since = page.getByRole("region", { name: "What changed" });
  await expect(since.getByRole("listitem").filter({ hasText: "Added" })).not.toHaveCount(0);
  await axeInBothThemes(page);

  await tile(page, "One server").getByRole("button", { name: "Restore" }).click();
  await expect(page.getByRole("status")).toContainText("Restored");
  const stored = async () => ((await (await page.request.get(`/api/v1/boards/${id}`)).json()) as { document: { nodes: unknown[] } }).document.nodes.length;
  expect(await stored()).toBe(1);
  // What was there before is a version itself.
  const before = page.getByRole("listitem").filter({ hasText: "3 elements" });
  await before.getByRole("button", { name: "Restore" }).first().click();
  await expect(page.getByRole("status")).toContainText("Restored");
  expect(await stored()).toBe(3);

  const stranger = await visitor();
  expect((await stranger.request.get(`/b/${id}/history`)).status()).toBe(404);
});
