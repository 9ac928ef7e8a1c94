// The list of findings: narrowed, mended, put aside with a reason.

import type { Locator, Page } from "@playwright/test";
import { Board } from "../support/board.ts";
import { axe, axeInBothThemes, expect, test } from "../support/test.ts";

function heading(page: Page): Locator {
  return page.getByRole("heading", { name: /^Findings/ });
}

async function count(page: Page): Promise<number> {
  return Number(/\d+/.exec((await heading(page).textContent())!)![0]);
}

test("the list is narrowed by words, severity, subject and selection", async ({ page }) => {
  const board = await Board.open(page, "/new?board=seed-004");
  const findings = board.checks.locator("details.finding");
  await expect(findings.first()).toBeVisible();
  const all = await count(page);
  await expect(findings).toHaveCount(all);
  await board.checks.locator("summary", { hasText: "Filter" }).click();
  await board.checks.getByLabel("Words in findings").fill("balancer");
  await expect(heading(page)).toHaveText(new RegExp(`^Findings \\d+ of ${all}$`));
  expect(await findings.count()).toBeLessThan(all);
  await board.checks.getByLabel("Words in findings").fill("");
  await board.checks.getByLabel("About", { exact: true }).selectOption("Encryption");
  await expect(findings.filter({ hasNotText: /TLS|HTTP|CERT|HSTS/ })).toHaveCount(0);
  await expect(findings.first()).toBeVisible();
  await axeInBothThemes(page);
  await board.checks.getByRole("button", { name: "Show all" }).click();
  await expect(findings).toHaveCount(all);
  await expect(heading(page)).toBeFocused();

  await board.checks.getByLabel("Severity").selectOption("critical");
  await board.checks.getByLabel("Severity").selectOption("high");
  await expect(board.checks.getByRole("list", { name: /^High/ })).toBeVisible();
  await expect(board.checks.getByRole("list", { name: /^Medium/ })).toHaveCount(0);
  await board.checks.getByRole("button", { name: "Show all" }).click();
  await board.checks.getByLabel("Only about what is selected").check();
  await expect(board.checks.getByText("Nothing is selected, so all are listed.")).toBeVisible();
  await board.select("HAProxy", "title");
  const some = await findings.count();
  expect(some).toBeGreaterThan(0);
  expect(some).toBeLessThan(all);
});

test("a finding is explained on the page of its rule", async ({ page, context }) => {
  const board = await Board.open(page, "/new?board=seed-004");
  const single = board.checks.locator("details.finding", { hasText: "SPOF-LB" });
  await single.locator("summary").click();
  const opened = context.waitForEvent("page");
  await single.getByRole("link", { name: /^Explain SPOF-LB/ }).click();
  await expect((await opened).getByRole("heading", { level: 1 })).toContainText("balancer");
});

test("a risk is accepted with a reason that stays, and taken up again", async ({ page }) => {
  const board = await Board.open(page, "/new?board=seed-004");
  const single = board.checks.locator("details.finding", { hasText: "SPOF-LB" });
  await expect(single).toHaveCount(1);
  const all = await count(page);
  await single.locator("summary").click();
  await single.getByRole("button", { name: "Accept this risk" }).click();
  const reason = single.getByLabel("Why may it stay, and who says so?");
  await expect(reason).toBeFocused();
  await page.keyboard.type("The provider keeps two. ");

  // Meanwhile the board changes, and the list with it: nothing typed is lost, nor where it is typed.
  await board.select("Visitor");
  await board.set("Label", "Customer");
  await expect(reason).toHaveValue("The provider keeps two. ");
  await reason.focus();
  await page.keyboard.press("End");
  await page.keyboard.type("Anna, operations");
  await axe(page);
  await single.getByRole("button", { name: "Accept", exact: true }).click();

  await expect(heading(page)).toHaveText(`Findings ${all - 1}`);
  const accepted = board.checks.locator("details.accepted");
  await expect(accepted.locator("> summary")).toHaveText("Accepted risks 1");
  await expect(single).toBeHidden();
  // The keyboard goes on where the finding was.
  await expect(board.checks.locator("details.finding > summary:focus")).toHaveCount(1);
  const kept = { "SPOF-LB balancer": "The provider keeps two. Anna, operations" };
  await expect.poll(async () => (await board.stored())["accepted"]).toEqual(kept);

  await accepted.locator("> summary").click();
  await expect(single.getByText("The provider keeps two. Anna, operations")).toBeVisible();
  await single.locator("summary").click();
  await single.getByRole("button", { name: "Take it up again" }).click();
  await expect(heading(page)).toHaveText(`Findings ${all}`);
  await expect(accepted).toHaveCount(0);

  // Each was one step.
  await board.canvas.focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(heading(page)).toHaveText(`Findings ${all - 1}`);
  await page.keyboard.press("ControlOrMeta+z");
  await expect(heading(page)).toHaveText(`Findings ${all}`);
});

test("what is put aside is listed apart in a shared view, with the reason", async ({ request, visitor, baseURL }) => {
  const sample = {
    format: "rackboard",
    version: 1,
    accepted: { "FW-MISSING": "Only reachable from inside. Ben" },
    nodes: [
      { id: "u", kind: "user" },
      { id: "s", kind: "server" },
      { id: "w", kind: "web_server", parent: "s", props: { needs_app: false } },
    ],
    links: [{ id: "l", from: "u", to: "s", protocol: "http" }],
  };
  const headers = { origin: baseURL! };
  const made = await request.post("/api/v1/boards", { data: sample, headers });
  const { id } = (await made.json()) as { id: string };
  const shared = await request.post(`/api/v1/boards/${id}/links`, { data: { right: "view" }, headers });
  const page = await visitor();
  await page.goto(((await shared.json()) as { url: string }).url);
  await page.getByText("Accepted risks 1").click();
  await expect(page.getByText("Only reachable from inside. Ben")).toBeVisible();
});
