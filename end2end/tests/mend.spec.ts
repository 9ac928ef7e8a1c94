// Findings that Rackboard mends itself.

import { Board } from "../support/board.ts";
import { expect, test } from "../support/test.ts";

test("a finding is mended in one step, and undo brings it back", async ({ page }) => {
  const board = await Board.open(page, "/new?board=seed-004");
  const mendable = page.locator("details.finding", { has: page.locator('button[data-do="fix"]') });
  await expect(mendable.first()).toBeVisible();
  const line = (await mendable.first().getAttribute("data-line"))!;
  const finding = page.locator(`details.finding[data-line="${line}"]`);
  await finding.locator("summary").click();
  await finding.getByRole("button", { name: "Mend it for me" }).click();
  await expect(finding).toHaveCount(0);
  await board.canvas.focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(finding).toHaveCount(1);
});
