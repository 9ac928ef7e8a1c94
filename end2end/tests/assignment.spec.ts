// A class: the instructor sets a task, students draw or upload and hand in, and the instructor sees what arrived.

import type { Page } from "@playwright/test";
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { Board } from "../support/board.ts";
import { axeInBothThemes, expect, ready, test } from "../support/test.ts";

interface Terms {
  title: string;
  attempts?: string;
  due?: string;
  feedback?: string;
}

/** Fills the instructor's form and returns the students' link. */
async function setTask(page: Page, { title, attempts, due, feedback }: Terms): Promise<string> {
  await page.goto("/assignments/new");
  await ready(page);
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("Task").selectOption("secured-and-monitored");
  if (attempts) {
    await page.getByLabel("Attempts for each student").selectOption(attempts);
  }
  if (due) {
    await page.getByLabel("Due").fill(due);
  }
  if (feedback) {
    await page.getByRole("radio", { name: feedback }).check();
  }
  await page.getByRole("button", { name: "Create assignment" }).click();
  await expect(page).toHaveURL(/\/assignments\/[\w-]+$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  return page.getByLabel("For your students").inputValue();
}

/** One fact of a receipt. */
function fact(page: Page, name: string) {
  return page.locator("dl.facts > div").filter({ has: page.getByText(name, { exact: true }) }).getByRole("definition");
}

test("a student draws, uploads and hands in; the instructor sees it, and the CSV matches", async ({ page, visitor }, info) => {
  test.setTimeout(180_000);
  await page.goto("/");
  await ready(page);
  await page.getByRole("link", { name: "Create an assignment" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New assignment");
  await axeInBothThemes(page);
  const link = await setTask(page, { title: "Week 3", attempts: "2", due: "2099-01-31T18:00" });
  await axeInBothThemes(page);

  const student = await visitor();
  await student.goto(link);
  await expect(student, "the secret leaves the address bar").toHaveURL(/\/hand-in\/[\w-]+$/);
  await ready(student);
  await axeInBothThemes(student);

  // First attempt: drawn.
  await student.getByRole("link", { name: "Start drawing" }).click();
  const board = new Board(student);
  await board.ready();
  await expect(board.task).toBeDisabled();
  for (const [step, x] of [150, 300, 450].entries()) {
    await board.put("Firewall", { x, y: 200 + 100 * step });
  }
  await expect(board.checks.getByRole("button", { name: /Three firewalls.*: met/ })).toBeVisible();
  await board.saved();
  const design = await board.design();
  const drawn = new URL(student.url()).pathname;
  await student.getByRole("button", { name: "Hand in", exact: true }).click();
  const dialog = student.getByRole("dialog", { name: "Hand in" });
  await dialog.getByLabel("Your name").fill("Zoë Müller");
  await axeInBothThemes(student);
  await dialog.getByRole("button", { name: "Hand in this board" }).click();
  await expect(student).toHaveURL(/\/hand-in\/[\w-]+\/[\w-]+$/);
  await ready(student);
  await expect(student.getByRole("heading", { level: 1 })).toHaveText("Handed in");
  await expect(fact(student, "Attempts left")).toHaveText("1");
  await expect(fact(student, "When")).toContainText("UTC");
  const first = {
    id: (await fact(student, "Receipt number").textContent())!,
    sha256: (await fact(student, "SHA-256 of the file").textContent())!,
  };
  expect(first.sha256).toMatch(/^[0-9a-f]{64}$/);
  await expect(student.getByText("How to mend it").first()).toBeAttached();
  await axeInBothThemes(student);

  // Second attempt: a file.
  await student.getByRole("link", { name: "Try again" }).click();
  await expect(student.getByRole("link", { name: "Go on with your drawing" })).toHaveAttribute("href", drawn);
  const path = info.outputPath("design.json");
  const better = { ...design, title: "With certificate", nodes: [...design.nodes, { id: "c", kind: "certificate", props: { names: ["www.foobar.com"] } }] };
  await writeFile(path, JSON.stringify(better));
  await student.getByLabel("Your name").fill("Zoë Müller");
  await student.getByLabel("Your design").setInputFiles(path);
  await student.getByRole("button", { name: "Hand in" }).click();
  await expect(student.getByRole("heading", { level: 1 })).toHaveText("Handed in");
  await expect(fact(student, "Attempts left")).toHaveText("none");
  await expect(student.getByRole("link", { name: "Try again" })).toHaveCount(0);
  const second = (await fact(student, "Receipt number").textContent())!;

  // The instructor's side.
  await page.reload();
  await ready(page);
  const rows = page.getByRole("row").filter({ has: page.getByRole("rowheader") });
  await expect(rows, "a line for each student").toHaveCount(1);
  await axeInBothThemes(page);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download CSV" }).click();
  const csv = (await readFile(await (await download).path(), "utf8")).replace("\ufeff", "").trim().split(/\r?\n/);
  const lines = csv.map((line) => line.slice(1, -1).split('","'));
  expect(lines[0]).toEqual(["student", "attempt", "handed_in", "score", "max_score", "passed", "sha256", "id"]);
  expect(lines.slice(1).map((line) => line[7])).toEqual([second, first.id]);
  expect(lines[2][6]).toBe(first.sha256);
  const [name, , , score, most, passed] = lines[1];
  const points = (text: string) => `${Math.round(Number(text) * 100) / 100}`;
  await expect(rows.getByRole("rowheader")).toHaveText(name);
  const result = passed === "true" ? "passed" : "not passed";
  await expect(rows.getByRole("cell")).toHaveText(["1 2", /\d/, `${points(score)} / ${points(most)}`, result, ""]);

  // The first attempt, with its verdict shown on the drawing.
  await rows.getByRole("link", { name: "Attempt 1" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Zoë Müller");
  await page.getByRole("button", { name: /Three firewalls/ }).click();
  await expect(page.locator(".pointed")).toHaveCount(3);
  await axeInBothThemes(page);
  const file = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download the design" }).click();
  const bytes = await readFile(await (await file).path());
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(first.sha256);

  // Students do not see the list, and strangers no receipt.
  expect((await student.request.get(new URL(page.url()).pathname)).status()).toBe(404);
  const stranger = await visitor();
  expect((await stranger.request.get(new URL(student.url()).pathname)).status()).toBe(404);
});

test("a file that cannot be graded is refused with a reason and costs no attempt", async ({ page, visitor }, info) => {
  const link = await setTask(page, { title: "One try", attempts: "1", feedback: "Only the score" });
  const student = await visitor();
  await student.goto(link);
  await ready(student);
  const path = info.outputPath("essay.json");
  await writeFile(path, '{"essay": "My infrastructure');
  await student.getByLabel("Your name").fill("Ada");
  await student.getByLabel("Your design").setInputFiles(path);
  await student.getByRole("button", { name: "Hand in" }).click();
  await expect(student.getByRole("alert")).toContainText("Nothing was handed in, and no attempt was used");
  await axeInBothThemes(student);

  await writeFile(path, '{"format":"rackboard","version":1,"nodes":[{"id":"s","kind":"server"}]}');
  await student.getByLabel("Your name").fill("Ada");
  await student.getByLabel("Your design").setInputFiles(path);
  await student.getByRole("button", { name: "Hand in" }).click();
  await expect(student.getByRole("heading", { level: 1 })).toHaveText("Handed in");
  await expect(student.locator(".points")).toHaveText(/^[\d.]+ of [\d.]+ points$/);
  await expect(student.getByText("Three firewalls")).toHaveCount(0);
});
