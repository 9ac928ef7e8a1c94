// A class is looked at and graded again: points set by hand, what would change, and doing it. What was set by hand stays.

import { readFile } from "node:fs/promises";
import { design, handIn, setTask } from "../support/class.ts";
import { axeInBothThemes, expect, ready, test } from "../support/test.ts";

test("an instructor overrides, looks what grading again would change, and does it", async ({ page, visitor }, info) => {
  test.setTimeout(90_000);
  const link = await setTask(page, "Week 5");
  const overview = page.url();
  const good = "Firewalls filter traffic by rules, so that unauthorised access is blocked.";
  const ada = await visitor();
  await handIn(ada, link, "Ada", design(3, good), info.outputPath("ada.json"));
  const bea = await visitor();
  await handIn(bea, link, "Bea", design(1, "I like them."), info.outputPath("bea.json"));

  // Overview and attempt, with the words that counted.
  await page.reload();
  await ready(page);
  const rows = page.getByRole("row").filter({ has: page.getByRole("rowheader") });
  await expect(rows).toHaveCount(2);
  await page.getByLabel("Name").fill("bea");
  await expect(rows.filter({ visible: true })).toHaveCount(1);
  await axeInBothThemes(page);
  await page.getByRole("link", { name: "Bea" }).click();
  await ready(page);
  const firewalls = page.locator(".criteria > li").filter({ has: page.getByRole("button", { name: /Three firewalls/ }) });
  await firewalls.getByText("Set the points").click();
  await firewalls.getByLabel(/Points, from 0 to/).fill("0.5");
  await firewalls.getByLabel(/Why/).fill("Two more are on paper.");
  await firewalls.getByRole("button", { name: "Set", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "Done." })).toBeVisible();
  await expect(firewalls).toContainText("Two more are on paper.");
  await ready(page);
  await axeInBothThemes(page);

  // What would change.
  await page.goto(`${overview}/regrade`);
  await ready(page);
  await expect(page.getByText("No mark would change.")).toBeVisible();
  await page.getByText("What things are worth").click();
  await page.getByLabel("What are the firewalls for?").fill("6");
  await page.getByLabel("Three firewalls").fill("3");
  await page.getByRole("button", { name: "Look what would change" }).click();
  await ready(page);
  const changes = page.getByRole("row").filter({ has: page.getByRole("rowheader") });
  await expect(changes.filter({ hasText: "Ada" })).toContainText("1 → 6");
  await expect(changes.filter({ hasText: "Ada" })).toContainText("1 → 3");
  await axeInBothThemes(page);
  await page.getByLabel("Why (students read it)").fill("Firewalls matter most this week.");
  await page.getByRole("button", { name: "Grade again" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Graded again." })).toBeVisible();
  await expect(page.getByText("No mark would change.")).toBeVisible();

  // What was set by hand stayed, and both see why.
  await bea.reload();
  await ready(bea);
  await expect(bea.getByText("Two more are on paper.")).toBeVisible();
  await expect(bea.getByText("Firewalls matter most this week.")).toBeVisible();
  await expect(bea.locator(".criteria > li").filter({ hasText: "Three firewalls" })).toContainText("0.5 / 3");
  await ada.reload();
  await expect(ada.getByText("Your mark has changed")).toBeVisible();

  // The class map, likeness and the files.
  await page.goto(`${overview}/class`);
  await ready(page);
  await page.locator("summary").filter({ hasText: "Three firewalls" }).click();
  await expect(page.getByRole("link", { name: "Bea" }).filter({ visible: true })).toHaveCount(1);
  await axeInBothThemes(page);
  await page.goto(`${overview}/likeness`);
  await ready(page);
  await expect(page.getByText("among 2 students")).toBeVisible();
  await axeInBothThemes(page);
  await page.goto(overview);
  await ready(page);
  await page.getByText("Other formats").click();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "JSON", exact: true }).click();
  const reports = JSON.parse(await readFile(await (await download).path(), "utf8"));
  expect(reports.map((report: { student: string }) => report.student)).toEqual(["Ada", "Bea"]);
});
