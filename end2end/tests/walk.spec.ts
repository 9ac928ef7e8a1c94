// Following a request from a user to the data, hop by hop.

import { Board } from "../support/board.ts";
import { axeInBothThemes, expect, test } from "../support/test.ts";

test("a request is followed step by step, for reading and for writing", async ({ page }) => {
  // Nothing moves by itself: each hop is chosen.
  await page.emulateMedia({ reducedMotion: "reduce" });
  const board = await Board.open(page, "/new?board=seed-004");
  await board.select("Visitor");
  await board.properties.getByRole("button", { name: "Follow a request" }).click();
  const walk = page.getByRole("region", { name: "Follow a request" });
  const now = walk.locator("[aria-current=step]");
  await expect(now).toContainText("Visitor → www.foobar.com");
  await axeInBothThemes(page);
  await walk.getByRole("button", { name: "Next" }).click();
  await expect(now).toContainText("Visitor → HAProxy");
  await expect(now).toContainText("https, encrypted");
  await expect(now).toContainText("Decrypted at HAProxy.");
  await walk.getByRole("button", { name: "Next" }).click();
  await expect(now).toContainText("Inspected by Firewall 2.");
  await expect(now).toContainText("http, clear text");
  await expect(page.locator("#over .arrived")).toHaveCount(1);
  await expect(page.locator("#over .traveller")).toHaveCount(0);
  await walk.getByRole("button", { name: "Back" }).click();
  await expect(walk.getByText("Step 2 of 6")).toBeVisible();

  // Reading is answered by either copy of the data, writing by the primary alone.
  await expect(walk.getByRole("group", { name: "Paths" }).getByRole("button")).toHaveCount(5);
  await walk.getByRole("button", { name: "Writing" }).click();
  await expect(walk.getByRole("group", { name: "Paths" }).getByRole("button")).toHaveCount(3);
  await walk.getByRole("button", { name: "All 2", exact: true }).click();
  await expect(walk.getByText("Answered by MySQL primary.")).toHaveCount(2);
  await walk.getByRole("button", { name: "Path 2", exact: true }).click();
  await walk.getByRole("button", { name: /nginx → Application server/ }).click();
  await expect(now).toContainText("nginx → Application server");

  await page.keyboard.press("Escape");
  await expect(walk).toHaveCount(0);
  await expect(board.canvas).toBeFocused();
});

test("the request travels by itself where things may move, and stops at the end", async ({ page }) => {
  const board = await Board.open(page, "/new?board=seed-001");
  await board.canvas.focus();
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("follow a request");
  await page.keyboard.press("Enter");
  const walk = page.getByRole("region", { name: "Follow a request" });
  await expect(walk.getByRole("heading", { name: "Follow a request" })).toBeFocused();
  await expect(page.locator("#over .traveller")).toHaveCount(1);
  await walk.getByRole("button", { name: "Pause" }).click();
  await walk.getByRole("button", { name: "Play" }).click();
  await expect(walk.getByRole("button", { name: "Play again" })).toBeVisible({ timeout: 20_000 });
  await expect(walk.getByRole("button", { name: "Next" })).toBeDisabled();
});

test("a request that gets stuck says where, and goes on once the board is mended", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const board = await Board.open(page);
  await board.canvas.focus();
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("follow a request");
  await page.keyboard.press("Enter");
  const walk = page.getByRole("region", { name: "Follow a request" });
  await expect(walk.getByText("Nobody asks for anything here.")).toBeVisible();
  await walk.getByRole("button", { name: "Stop following (Esc)" }).click();

  await board.put("User", { x: 200, y: 300 });
  await board.put("Load balancer", { x: 450, y: 300 });
  await board.connectFromDot("User", "Load balancer", "right");
  await board.select("User");
  await board.properties.getByRole("button", { name: "Follow a request" }).click();
  await expect(walk.getByText("Gets stuck at Load balancer")).toBeVisible();
  await board.put("Web server", { x: 700, y: 300 });
  await board.connect("Load balancer", "Web server");
  await expect(walk.getByText("Gets stuck at Web server")).toBeVisible();
});
