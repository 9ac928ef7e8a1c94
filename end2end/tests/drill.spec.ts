// The failure drill: parts are let fail, and the board says what still works.

import { Board } from "../support/board.ts";
import { axe, expect, test } from "../support/test.ts";

test("a click lets a balancer fail: what it took along fades, and nothing on the board has changed", async ({ page }) => {
  const board = await Board.open(page, "/new?board=seed-003");
  await board.canvas.focus();
  await page.keyboard.press("Shift+K");
  const drill = page.getByRole("region", { name: "Failure drill" }).last();
  await expect(drill.getByText("Reading works")).toBeVisible();

  const balancer = board.element("HAProxy");
  await board.select("HAProxy", "title");
  await expect(drill.getByText("Reading does not work")).toBeVisible();
  await expect(drill.getByText("Writing does not work")).toBeVisible();
  await expect(balancer).toHaveAttribute("data-fade", "dead");
  await expect(board.element("Visitor")).not.toHaveAttribute("data-fade");
  const marks = board.canvas.locator(".marks");
  await expect(marks.getByText("no page")).toHaveCount(1);
  await expect(marks.getByText("cannot save")).toHaveCount(1);
  await axe(page);

  // Once more: it lives.
  await board.select("HAProxy", "title");
  await expect(drill.getByText("Reading works")).toBeVisible();
  await expect(balancer).not.toHaveAttribute("data-fade");

  // The primary takes writing along, not reading.
  await board.select("MySQL primary");
  await expect(drill.getByText("Reading works")).toBeVisible();
  await expect(drill.getByText("Writing does not work")).toBeVisible();
  await expect(marks.getByText("reads")).toHaveCount(1);
  await expect(marks.getByText("cannot save")).toHaveCount(1);

  await page.keyboard.press("Escape");
  await expect(drill).toHaveCount(0);
  await expect(page).not.toHaveURL(/fail=/);
  await expect(board.canvas.locator("[data-fade]")).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Undo/ })).toBeDisabled();
  await expect(page).toHaveURL(/\/new/);
});

test("keys let parts fail on the canvas, and lists do without it", async ({ page }) => {
  const board = await Board.open(page, "/new?board=seed-003");
  await page.getByRole("button", { name: "Failure drill" }).press("Enter");
  await board.canvas.focus();
  await page.keyboard.press("Tab");
  await expect(board.canvas).toHaveAttribute("aria-activedescendant", /^node\//);
  const first = (await board.canvas.getAttribute("aria-activedescendant"))!;
  const element = board.canvas.locator(`[id="${first}"]`);
  await page.keyboard.press("Enter");
  await expect(element).toHaveAttribute("data-fade", "dead");
  await page.keyboard.press("Enter");
  await expect(element).not.toHaveAttribute("data-fade");

  const fatal = page.getByRole("list", { name: "The service is down" });
  const row = fatal.getByRole("button", { name: /HAProxy/ });
  await row.press("Enter");
  await expect(row).toHaveAttribute("aria-pressed", "true");
  await expect(board.element("HAProxy")).toHaveAttribute("data-fade", "dead");
  await page.getByRole("button", { name: "Revive HAProxy" }).press("Enter");
  await expect(row).toHaveAttribute("aria-pressed", "false");

  // Lines can be cut from the list as well.
  await page.getByText(/lines and other parts$/).click();
  const line = page.getByRole("button", { name: "Visitor → HAProxy" });
  await line.press("Enter");
  await expect(page.getByText("Nothing works any more").first()).toBeVisible();
  // Deleting means nothing here.
  await board.canvas.focus();
  const count = await board.elements.count();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Delete");
  await expect(board.elements).toHaveCount(count);
});

test("each part fails in turn, by itself or step by step", async ({ page }) => {
  const board = await Board.open(page, "/new?board=seed-003");
  await page.getByRole("button", { name: "Failure drill" }).click();
  await page.getByRole("button", { name: "Kill each in turn" }).click();
  const dead = page.locator(".drill-dead button");
  const first = (await dead.first().textContent())!;
  await expect(board.canvas.locator(".marks .cross")).toHaveCount(1);
  // The next one comes by itself.
  await expect(dead.first()).not.toHaveText(first);
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("button", { name: "Back", exact: true }).click();
  await expect(dead.first()).toHaveText(first);
  await page.getByRole("button", { name: "Next", exact: true }).click();
  await expect(dead.first()).not.toHaveText(first);
  await expect(dead).toHaveCount(1);
});

test("who wants no motion steps through the list", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await Board.open(page, "/new?board=seed-003");
  await page.getByRole("button", { name: "Failure drill" }).click();
  await expect(page.getByRole("list", { name: "The service survives" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Kill each in turn" })).toHaveCount(0);
  await page.getByRole("button", { name: "Next", exact: true }).click();
  await expect(page.locator(".turns [aria-current=step]")).toHaveCount(1);
});

test("a drill is shared by its address, on the board and on a view of it", async ({ page, context }) => {
  const board = await Board.open(page, "/new?board=seed-003");
  await page.getByRole("button", { name: "Failure drill" }).click();
  await board.select("MySQL primary");
  await expect(page).toHaveURL(/\?.*fail=node/);

  const other = await context.newPage();
  await other.goto(page.url());
  const there = new Board(other);
  await there.ready();
  await expect(there.element("MySQL primary")).toHaveAttribute("data-fade", "dead");
  await expect(other.getByText("Writing does not work")).toBeVisible();
  await expect(other.getByRole("button", { name: /^Undo/ })).toBeDisabled();
  await other.close();

  // A link to look at carries the drill, too.
  await page.getByRole("button", { name: "Share" }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await dialog.getByRole("button", { name: "Create link" }).click();
  const link = await dialog.getByLabel("Link", { exact: true }).inputValue();
  expect(link).toContain("/s/");
  expect(link).toContain("?fail=node");
  const viewer = await context.newPage();
  await viewer.goto(link);
  await expect(viewer.getByRole("note")).toContainText("Failure drill: MySQL primary in Server 2 fails. Reading works, saving does not");
  await expect(viewer.locator('.picture [data-fade="killed"]')).toHaveCount(1);
  await viewer.getByRole("link", { name: "Show everything alive" }).click();
  await expect(viewer.getByRole("note")).toHaveCount(0);
  await viewer.close();
});

test("a link that names what is gone says so", async ({ page }) => {
  await Board.open(page, "/new?board=seed-003&fail=node%2Fnobody");
  await expect(page.getByText("Some of what this link lets fail is no longer on the board.").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Failure drill" })).toHaveAttribute("aria-pressed", "false");
});
