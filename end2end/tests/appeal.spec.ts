// A mark is contested: the student says why, the instructor sees what was judged then and answers, and the student sees it.

import { readFile } from "node:fs/promises";
import { design, handIn, setTask } from "../support/class.ts";
import { axeInBothThemes, expect, ready, test } from "../support/test.ts";

test("a student contests a criterion, the instructor agrees, and a receipt of the new mark can be checked", async ({ page, visitor }, info) => {
  test.setTimeout(60_000);
  const link = await setTask(page, "Contested");
  const student = await visitor();
  await handIn(student, link, "Ada", design(2, "They filter traffic by rules."), info.outputPath("ada.json"));
  const score = student.locator(".points");
  const before = await score.textContent();

  const firewalls = student.locator(".criteria > li").filter({ has: student.getByRole("button", { name: /Three firewalls/ }) });
  await firewalls.getByText("Contest this").click();
  await firewalls.getByLabel("What is wrong about this mark?").fill("The third one is inside the balancer.");
  await firewalls.getByRole("button", { name: "Send" }).click();
  await expect(student.getByRole("status").filter({ hasText: "Sent." })).toBeVisible();
  await ready(student);
  const mine = student.getByRole("region", { name: "What you contested" });
  await expect(mine).toContainText("waits for an answer");
  await expect(firewalls.getByText("it waits for an answer")).toBeVisible();
  await axeInBothThemes(student);

  // The instructor finds it by the overview.
  await page.reload();
  await ready(page);
  await page.getByLabel("Show").selectOption("Appeals");
  const row = page.getByRole("row").filter({ has: page.getByRole("rowheader") });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText("1 appeal");
  await row.getByRole("link", { name: "Ada" }).click();
  await ready(page);
  const appeal = page.getByRole("region", { name: "Appeals" });
  await expect(appeal).toContainText("The third one is inside the balancer.");
  await appeal.getByRole("button", { name: /As it was judged then/ }).click();
  await expect(page.locator(".pointed"), "the frozen evidence on the drawing").toHaveCount(2);
  await axeInBothThemes(page);
  await appeal.getByLabel("Your answer").fill("You are right, I see it.");
  await appeal.getByRole("button", { name: "Agree and set the points" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Answered." })).toBeVisible();
  await expect(appeal).toContainText("agreed");
  await expect(page.getByRole("region", { name: "What was done to this mark" })).toContainText("set after an appeal");

  // The student sees the answer and the new mark.
  await student.reload();
  await ready(student);
  await expect(mine).toContainText("You are right, I see it.");
  await expect(score).not.toHaveText(before!);
  await expect(student.getByText("Your mark has changed")).toBeVisible();
  await expect(student.getByText("Set by your instructor")).toBeVisible();

  // The picture carries a receipt of the mark as it stands, which anybody can check.
  const download = student.waitForEvent("download");
  await student.getByRole("link", { name: "Picture with signed receipt" }).click();
  const picture = await (await download).path();
  const stranger = await visitor();
  await stranger.goto("/verify");
  await ready(stranger);
  await axeInBothThemes(stranger);
  await stranger.getByLabel("Picture or design").setInputFiles({ name: "graded.png", mimeType: "image/png", buffer: await readFile(picture) });
  await stranger.getByRole("button", { name: "Check" }).click();
  await expect(stranger.getByRole("heading", { name: "This receipt is genuine" })).toBeVisible();
  const points = (await score.textContent())!.replace(/\s+/g, " ").trim();
  await expect(stranger.getByText(points)).toBeVisible();
});

test("contesting and answering work without scripts", async ({ page, visitor }, info) => {
  const link = await setTask(page, "Plain");
  const scripted = await visitor();
  await handIn(scripted, link, "Bea", design(1, ""), info.outputPath("bea.json"));
  const plain = await visitor({ javaScriptEnabled: false, storageState: await scripted.context().storageState() });
  await plain.goto(scripted.url());
  await plain.getByText("Contest this: firewall").click();
  await plain.locator("details[open]").getByLabel("What is wrong about this mark?").fill("Look again.");
  await plain.locator("details[open]").getByRole("button", { name: "Send" }).click();
  await expect(plain.getByRole("status").filter({ hasText: "Sent." })).toBeVisible();

  const instructor = await visitor({ javaScriptEnabled: false, storageState: await page.context().storageState() });
  await instructor.goto(page.url());
  await instructor.getByRole("link", { name: "Bea" }).click();
  await instructor.getByLabel("Your answer").fill("There is one only.");
  await instructor.getByRole("button", { name: "The points stay" }).click();
  await expect(instructor.getByRole("status").filter({ hasText: "Answered." })).toBeVisible();
  await plain.reload();
  await expect(plain.getByRole("region", { name: "What you contested" })).toContainText("There is one only.");
});
