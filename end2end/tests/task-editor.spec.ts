// An instructor writes a task: from a built-in one, with plain controls or as text, tried, published, set, and changed later.

import { readFile, writeFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { Board } from "../support/board.ts";
import { axeInBothThemes, expect, ready, test } from "../support/test.ts";

/** Begins a task from a built-in one, or from nothing. */
async function begin(page: Page, from: string): Promise<void> {
  await page.goto("/tasks");
  await ready(page);
  await page.getByLabel("Write a task").selectOption({ label: from });
  await page.getByRole("button", { name: "Write a task" }).click();
  await expect(page).toHaveURL(/\/tasks\/[\w-]+$/);
  await ready(page);
}

/** The card of a requirement or question. */
function item(page: Page, title: string | RegExp): Locator {
  return page.locator("details.item").filter({ has: page.locator("summary", { hasText: title }) });
}

async function saved(page: Page): Promise<void> {
  await expect(page.locator("#form-state")).toHaveText("Saved");
}

test("from a built-in task to a class that is graded by it, and to a second version", async ({ page, visitor }, info) => {
  test.setTimeout(90_000);
  await begin(page, "from “Secured and monitored web infrastructure”");
  await axeInBothThemes(page);
  await page.getByLabel("Title", { exact: true }).first().fill("Guarded shop");
  const firewalls = item(page, "Three firewalls");
  await firewalls.locator("summary").first().click();
  await firewalls.getByLabel("Title", { exact: true }).fill("One firewall");
  await item(page, /firewall/).getByLabel("At least", { exact: true }).first().fill("1");
  await saved(page);
  await expect(item(page, "One firewall").locator("summary").first()).toContainText("Firewall: at least 1");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Guarded shop");
  await axeInBothThemes(page);

  // A new requirement, which is wrong at first, moved and mended.
  await page.getByRole("button", { name: "Add a requirement" }).click();
  const added = item(page, "New requirement");
  await expect(added).toHaveAttribute("open", "");
  await added.getByLabel("What is looked for").selectOption({ label: "Something is inside something else" });
  await added.getByLabel("How many", { exact: true }).fill("0");
  await expect(added.getByText("Must be 1 or more")).toBeVisible();
  await expect(page.getByRole("button", { name: "Publish version 1" })).toBeDisabled();
  await axeInBothThemes(page);
  await added.getByLabel("How many", { exact: true }).fill("1");
  await expect(added.getByText("Must be 1 or more")).toHaveCount(0);
  await added.getByRole("button", { name: "Move up" }).click();
  await expect(added).toHaveAttribute("open", "");
  await expect(added.getByRole("button", { name: "Move up" })).toBeFocused();
  await added.getByRole("button", { name: "Remove" }).click();
  await expect(added).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Add a requirement" })).toBeFocused();

  // The source says the same.
  await page.getByRole("link", { name: "Source" }).click();
  await ready(page);
  const source = page.getByLabel("The task as a file (TOML)");
  await expect(source).toHaveValue(/title = "One firewall"\ncheck = \{ count = \{ of = "firewall", at_least = 1 \} \}/);
  await source.fill((await source.inputValue()).replace('title = "Guarded shop"', 'title = "Guarded'));
  await expect(page.getByText("TOML parse error at line")).toBeVisible();
  await axeInBothThemes(page);
  await source.fill((await source.inputValue()).replace('title = "Guarded', 'title = "Guarded market"'));
  await expect(page.getByText("TOML parse error at line")).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Guarded market");

  // Tried on the samples: all have three firewalls, so what is asked of them now is met as before.
  await page.getByRole("link", { name: "Try it" }).click();
  await ready(page);
  await expect(page.getByText("Compared with Secured and monitored web infrastructure, version 1")).toBeVisible();
  await expect(page.getByRole("columnheader", { name: /One firewall/ })).toBeVisible();
  await expect(page.locator(".trial tbody tr")).toHaveCount(5);
  await expect(page.locator(".trial tfoot td").nth(1)).toHaveText("5 of 5");
  await axeInBothThemes(page);

  await page.getByRole("button", { name: "Publish version 1" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Version 1 is published" })).toBeVisible();
  await ready(page);
  await axeInBothThemes(page);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "JSON of version 1" }).click();
  const file = JSON.parse(await readFile(await (await download).path(), "utf8"));
  expect([file.title, file.version, file.requirements[0].title]).toEqual(["Guarded market", 1, "One firewall"]);

  // Set, with a slip: what was typed stays.
  await page.getByRole("link", { name: "Set an assignment" }).first().click();
  await ready(page);
  await expect(page.getByLabel("Task")).toHaveValue(file.id);
  await page.getByLabel("Title").fill("Market & week 4");
  await page.getByLabel("Due").fill("2001-01-31T18:00");
  await page.getByLabel("Attempts for each student").selectOption("3");
  await page.getByRole("radio", { name: "Where, but not how" }).check();
  await page.getByRole("button", { name: "Create assignment" }).click();
  await expect(page.getByRole("alert")).toContainText("due time has passed");
  await ready(page);
  await expect(page.getByLabel("Title")).toHaveValue("Market & week 4");
  await expect(page.getByLabel("Task")).toHaveValue(file.id);
  await expect(page.getByLabel("Due")).toHaveValue("2001-01-31T18:00");
  await expect(page.getByLabel("Attempts for each student")).toHaveValue("3");
  await expect(page.getByRole("radio", { name: "Where, but not how" })).toBeChecked();
  await page.getByLabel("Due").fill("2099-01-31T18:00");
  await page.getByRole("button", { name: "Create assignment" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Market & week 4");
  await expect(page.getByText("Guarded market, version 1")).toBeVisible();
  const assignment = new URL(page.url()).pathname;

  // A student draws for it, with its checks beside the board, and hands in.
  const student = await visitor();
  await student.goto(await page.getByLabel("For your students").inputValue());
  await ready(student);
  await student.getByRole("link", { name: "Start drawing" }).click();
  const board = new Board(student);
  await board.ready();
  await expect(board.checks.getByRole("button", { name: /One firewall.*: missing/ })).toBeVisible();
  await board.put("Firewall", { x: 200, y: 200 });
  await expect(board.checks.getByRole("button", { name: /One firewall.*: met/ })).toBeVisible();
  await board.saved();
  await student.getByRole("button", { name: "Hand in", exact: true }).click();
  const dialog = student.getByRole("dialog", { name: "Hand in" });
  await dialog.getByLabel("Your name").fill("Ada");
  await dialog.getByRole("button", { name: "Hand in this board" }).click();
  await expect(student.getByRole("heading", { level: 1 })).toHaveText("Handed in");

  // Version 2 asks for more. It is tried on the class before it is published.
  await page.goto(`/tasks/${file.id}`);
  await ready(page);
  await item(page, "One firewall").locator("summary").first().click();
  await item(page, "One firewall").getByLabel("At least", { exact: true }).first().fill("2");
  await saved(page);
  await page.getByRole("link", { name: "Try it" }).click();
  await ready(page);
  await page.getByLabel("Grade").selectOption({ label: "what was handed in for “Market & week 4”" });
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(page.getByRole("rowheader", { name: /Ada/ })).toBeVisible();
  await expect(page.locator(".trial tbody td.changed")).toContainText("was 1");
  await ready(page);
  await axeInBothThemes(page);
  await page.getByRole("button", { name: "Publish version 2" }).click();
  await expect(page.getByRole("row").filter({ hasText: "1 submission" }).getByRole("rowheader")).toHaveText("1");
  await page.screenshot({ path: info.outputPath("versions.png") });

  // What was graded names the version that graded it.
  await page.goto(assignment);
  await expect(page.getByText("Guarded market, version 1")).toBeVisible();
  await page.getByRole("link", { name: "Ada" }).click();
  await expect(page.getByText("Graded by version 1 of the task.")).toBeVisible();
});

test("a task file is uploaded, mended and written without scripts", async ({ visitor }, info) => {
  const plain = await visitor({ javaScriptEnabled: false });
  const path = info.outputPath("task.toml");
  await writeFile(path, '# Mine\ntitle = "Bakery"\n[[questions]]\nid = "own"\ntext = "Why?\n');
  await plain.goto("/tasks");
  await plain.getByLabel("Or upload a task file (TOML or JSON)").setInputFiles(path);
  await plain.getByRole("button", { name: "Upload", exact: true }).click();
  await expect(plain.getByRole("heading", { name: "1 thing to mend before it can be published" })).toBeVisible();
  await plain.getByRole("link", { name: "Mend it in the source" }).click();
  const source = plain.getByLabel("The task as a file (TOML)");
  await source.fill((await source.inputValue()).replace('"Why?', '"Why?"'));
  await plain.getByRole("button", { name: "Save" }).last().click();
  await expect(plain.getByRole("heading", { level: 1 })).toHaveText("Bakery");
  await expect(plain.getByText("to mend before")).toHaveCount(0);
  await plain.getByRole("link", { name: "Form", exact: true }).click();
  await plain.getByRole("button", { name: "Add a requirement" }).click();
  await expect(item(plain, "New requirement")).toHaveAttribute("open", "");
  await plain.getByLabel("What is looked for").selectOption("fact");
  await plain.getByRole("button", { name: "Save" }).last().click();
  await expect(item(plain, "New requirement").locator("summary").first()).toContainText("Every way in for visitors");
  await plain.getByRole("button", { name: "Publish version 1" }).click();
  await expect(plain.getByText("Version 1 is published and will not change")).toBeVisible();
  const link = await plain.getByRole("textbox", { name: "Your link" }).inputValue();

  // The link opens it elsewhere; without it nobody gets in.
  const elsewhere = await visitor();
  expect((await elsewhere.request.get(new URL(plain.url()).pathname)).status()).toBe(404);
  await elsewhere.goto(link);
  await expect(elsewhere.getByRole("heading", { level: 1 })).toHaveText("Bakery");
  await ready(elsewhere);

  await plain.getByText("Delete this task…").click();
  await plain.getByRole("button", { name: "Yes, delete it" }).click();
  await expect(plain).toHaveURL(/\/tasks$/);
  await expect(plain.getByText("Bakery")).toHaveCount(0);
});
