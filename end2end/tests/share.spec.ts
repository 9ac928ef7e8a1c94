// Links are capabilities: one shows, one lets change, and a revoked one leads nowhere.

import type { Page } from "@playwright/test";
import { Board } from "../support/board.ts";
import { axeInBothThemes, expect, ready, test } from "../support/test.ts";

/** A sample as a board of one's own, on the server. */
async function ownBoard(page: Page): Promise<Board> {
  const board = await Board.open(page, "/new?board=seed-004");
  await page.getByLabel("Title of the board").fill("For review");
  await page.keyboard.press("Enter");
  await board.saved();
  return board;
}

async function newLink(page: Page, right: "View" | "Edit"): Promise<string> {
  const dialog = page.getByRole("dialog", { name: "Share this board" });
  if (!(await dialog.isVisible())) {
    await page.getByRole("button", { name: "Share" }).click();
  }
  await dialog.getByRole("radio", { name: right }).check();
  const before = await dialog.getByRole("listitem").count();
  await dialog.getByRole("button", { name: "Create link" }).click();
  await expect(dialog.getByRole("listitem")).toHaveCount(before + 1);
  const row = dialog.getByRole("listitem").filter({ has: page.getByText(right, { exact: true }) });
  return row.getByRole("textbox", { name: "Link" }).inputValue();
}

async function revoke(page: Page, right: "View" | "Edit"): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Share this board" });
  const row = dialog.getByRole("listitem").filter({ has: page.getByText(right, { exact: true }) });
  await row.getByRole("button", { name: "Revoke" }).click();
  await expect(row).toHaveCount(0);
}

test("a view link shows the board to anyone, without scripts too, until it is revoked", async ({ page, visitor, trouble }) => {
  await ownBoard(page);
  const link = await newLink(page, "View");
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/s\/[\w-]{43}$/);
  await axeInBothThemes(page);

  const guest = await visitor();
  expect((await guest.goto(link))?.status()).toBe(200);
  await ready(guest);
  const picture = guest.getByRole("img", { name: /^For review/ });
  await expect(picture).toBeVisible();
  await expect(picture.getByText("HAProxy", { exact: true })).toBeVisible();
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText("For review");
  await expect(guest.getByRole("heading", { name: "Requirements 12 of 12 met" })).toBeVisible();
  await guest.getByRole("button", { name: /Three firewalls/ }).click();
  await expect(guest.locator(".pointed")).toHaveCount(3);
  await axeInBothThemes(guest);

  const plain = await visitor({ javaScriptEnabled: false });
  await plain.goto(link);
  await expect(plain.getByRole("img", { name: /^For review/ }).getByText("HAProxy", { exact: true })).toBeVisible();
  await expect(plain.getByRole("heading", { name: "Requirements 12 of 12 met" })).toBeVisible();

  // What chat apps fetch: a picture, and nothing that leads to the board.
  const html = await (await guest.request.get(link)).text();
  const image = /property="og:image" content="([^"]+)"/.exec(html)?.[1] ?? "";
  const preview = await guest.request.get(image);
  expect(preview.headers()["content-type"]).toBe("image/png");
  expect((await preview.body()).includes("rackboard")).toBe(false);
  const id = new URL(page.url()).pathname.split("/").pop()!;
  expect(html).not.toContain(id);
  expect((await guest.request.get(`/api/v1/boards/${id}`)).ok()).toBe(false);

  await revoke(page, "View");
  expect((await guest.goto(link))?.status()).toBe(404);
  await ready(guest);
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText("Page not found");
  expect((await guest.request.get(image)).status()).toBe(404);
  // The browser itself reports the status in the console.
  expect(trouble.splice(0)).toEqual([expect.stringContaining("404")]);
});

test("an edit link lets somebody else change the board, until it is revoked", async ({ page, visitor, trouble }) => {
  const board = await ownBoard(page);
  const link = await newLink(page, "Edit");
  const guest = await visitor();
  await guest.goto(link);
  await expect(guest, "the secret leaves the address bar").toHaveURL(/\/b\/[\w-]+$/);
  const theirs = new Board(guest);
  await theirs.ready();
  await guest.getByLabel("Title of the board").fill("Reviewed");
  await guest.keyboard.press("Enter");
  await theirs.saved();

  // Both change the board at once: nothing of either is lost.
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await board.task.selectOption("scale-up");
  await board.saved();
  await expect(page.getByLabel("Title of the board")).toHaveValue("Reviewed");
  expect(trouble.splice(0), "the browser reports the conflict").toEqual([expect.stringContaining("409")]);
  const stored = await board.stored();
  expect([stored.title, stored.task]).toEqual(["Reviewed", "scale-up"]);

  // Sharing is the owner's.
  await guest.getByRole("button", { name: "Share" }).click();
  await expect(guest.getByRole("dialog")).toContainText("Only the person who made this board can share");
  await guest.keyboard.press("Escape");

  await page.getByRole("button", { name: "Share" }).click();
  await revoke(page, "Edit");
  await guest.getByLabel("Title of the board").fill("Too late");
  await guest.keyboard.press("Enter");
  await expect(theirs.state).toContainText("Not saved");
  expect((await guest.request.get(link)).status()).toBe(404);
  expect((await board.stored()).title).toBe("Reviewed");
  trouble.splice(0);
});

test("the owner deletes a board, and brings it back", async ({ page }) => {
  await ownBoard(page);
  const address = page.url();
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("button", { name: "Delete this board…" }).click();
  await page.getByRole("button", { name: "Delete the board", exact: true }).click();
  await expect(page).toHaveURL(/\/boards\?deleted=/);
  expect((await page.request.get(address)).status()).toBe(404);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("heading", { name: "For review" })).toBeVisible();
  expect((await page.request.get(address)).status()).toBe(200);
});
