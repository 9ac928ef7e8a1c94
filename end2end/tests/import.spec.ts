// Drawings made elsewhere: dropped or pasted, looked over, corrected and graded.

import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { Board } from "../support/board.ts";
import { axeInBothThemes, expect, test } from "../support/test.ts";

const SHOP = fileURLToPath(new URL("../../crates/interchange/tests/fixtures/shop.drawio", import.meta.url));

/** A page of a draw.io file with these boxes in a row. */
function drawn(name: string, labels: string[]): string {
  const cells = labels.map(
    (label, place) =>
      `<mxCell id="${name}-${place}" value="${label}" style="rounded=0;html=1;" vertex="1" parent="1">` +
      `<mxGeometry x="${place * 180}" y="40" width="120" height="60" as="geometry"/></mxCell>`,
  );
  return `<diagram name="${name}"><mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>${cells.join("")}</root></mxGraphModel></diagram>`;
}

/** Pastes a text, as the browser does on Ctrl+V. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((text) => {
    const held = new DataTransfer();
    held.setData("text/plain", text);
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: held, bubbles: true, cancelable: true }));
  }, text);
}

test("a draw.io file is dropped, looked over by keys, corrected and graded", async ({ page }) => {
  const board = await Board.open(page);
  await board.task.selectOption("simple-web-stack");
  await board.dropFile(SHOP);
  const review = page.getByRole("group", { name: "Look over what was read" });
  await expect(review).toBeFocused();
  await expect(review).toContainText("shop.drawio 8 elements read, 3 doubtful");
  await axeInBothThemes(page);

  // The least certain comes first, and is shown on the board.
  await expect(review.getByRole("heading", { name: "Flux capacitor" })).toBeVisible();
  await expect(board.properties.getByRole("heading", { name: "Other" })).toBeVisible();
  await page.keyboard.press("2");
  await expect(review).toContainText("2 doubtful");
  await expect(board.element("Flux capacitor, web server")).toHaveCount(1);
  await expect(review).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(review).toContainText("1 doubtful");

  // It can be left and taken up again, in another visit as well.
  await board.saved();
  await page.reload();
  await board.ready();
  await expect(review).toContainText("8 elements read, 1 doubtful");
  await page.getByRole("tab", { name: "Checks" }).click();
  await page.getByRole("tab", { name: "Review" }).click();
  await review.getByRole("button", { name: "Right" }).click();
  await expect(review).toContainText("none doubtful any more");

  // The kind of any element can be set, also of those that were certain.
  await review.getByRole("listitem").filter({ hasText: "nginx" }).getByRole("button").click();
  await review.getByRole("combobox", { name: "Any kind" }).selectOption("cache");
  await expect(board.element("nginx, cache")).toHaveCount(1);
  await page.getByRole("button", { name: "Undo (Ctrl+Z)" }).click();
  await expect(board.element("nginx, web server")).toHaveCount(1);

  await review.getByRole("button", { name: "End the review" }).click();
  await expect(page.getByRole("tab", { name: "Review" })).toHaveCount(0);
  await expect(board.task).toHaveValue("simple-web-stack");
  await expect(board.checks.getByRole("button", { name: /web server.*: met/i })).toHaveCount(1);
});

test("one word corrects all that look alike, in one step", async ({ page }, info) => {
  const file = info.outputPath("alike.drawio");
  await writeFile(file, `<mxfile>${drawn("a", ["Gizmo 1", "Gizmo 2", "Gizmo 3", "nginx"])}</mxfile>`);
  const board = await Board.open(page);
  await board.dropFile(file);
  const review = page.getByRole("group", { name: "Look over what was read" });
  await expect(review).toContainText("3 doubtful");
  await page.keyboard.press("a");
  await expect(review.getByRole("checkbox", { name: /Also the 2 others/ })).toBeChecked();
  await review.getByRole("button", { name: "Firewall" }).click();
  await expect(review).toContainText("none doubtful any more");
  const firewalls = board.canvas.getByRole("img", { name: /^Gizmo \d, firewall/ });
  await expect(firewalls).toHaveCount(3);
  await page.getByRole("button", { name: "Undo (Ctrl+Z)" }).click();
  await expect(firewalls).toHaveCount(0);
  await expect(review).toContainText("3 doubtful");
});

test("of several pages the one that fits the task is read, and another can be chosen", async ({ page }, info) => {
  const file = info.outputPath("pages.drawio");
  const simple = drawn("First", ["Server 1", "nginx", "Application server", "Application files", "MySQL"]);
  const secured = drawn("Second", [
    ...["Firewall 1", "Firewall 2", "Firewall 3", "SSL certificate", "HAProxy", "Monitoring client 1", "Monitoring client 2"],
    ...["Server 1", "Server 2", "nginx", "Application server", "MySQL"],
  ]);
  await writeFile(file, `<mxfile>${simple}${secured}</mxfile>`);
  const board = await Board.open(page);
  const balancer = board.element("HAProxy");
  await expect(board.task.getByRole("option", { name: /Simple/ })).toHaveCount(1);
  await board.task.selectOption("simple-web-stack");
  await board.dropFile(file);
  await expect(page.getByText("pages.drawio, page 1 of 2, which fits best, is open.").first()).toBeVisible();
  await expect(board.element("nginx")).toHaveCount(1);
  await expect(balancer).toHaveCount(0);

  await page.getByLabel(/Read: page 1 of 2, which fits best/).selectOption("1");
  await expect(balancer).toHaveCount(1);
  await expect(page.getByLabel("Read: page 2 of 2")).toHaveValue("1");
  await page.getByRole("button", { name: "Undo (Ctrl+Z)" }).click();
  await expect(balancer).toHaveCount(0);

  // The same file for another task, on a board that is not empty: it asks first, and has chosen another page.
  await page.getByRole("tab", { name: "Checks" }).click();
  await board.task.selectOption("secured-and-monitored");
  await board.dropFile(file);
  const question = page.getByRole("dialog", { name: "Open this file?" });
  await expect(question.getByLabel(/Read: page 2 of 2, which fits best/)).toHaveValue("1");
  await question.getByRole("button", { name: "Replace what is here" }).click();
  await expect(balancer).toHaveCount(1);
  await page.getByRole("tab", { name: "Checks" }).click();
  await expect(board.task).toHaveValue("secured-and-monitored");
});

test("a pasted Mermaid diagram is put beside what is there; plain words stay words", async ({ page }) => {
  const board = await Board.open(page);
  await board.put("Server", { x: 300, y: 300 });
  const diagram = "flowchart LR\n  u([User]) --> lb[HAProxy]\n  lb --> w[nginx]\n";
  await paste(page, diagram);
  const question = page.getByRole("dialog", { name: "Open this file?" });
  await expect(question).toContainText("Pasted Mermaid diagram holds a design with 3 elements.");
  await question.getByRole("button", { name: "Add to this board" }).click();
  await expect(board.elements.and(board.canvas.getByRole("img", { name: /^(User|HAProxy|nginx|Server)/ }))).toHaveCount(4);
  await expect(page.getByRole("group", { name: "Look over what was read" })).toContainText("3 elements read");
  await page.getByRole("button", { name: "Undo (Ctrl+Z)" }).click();
  await expect(board.element("HAProxy")).toHaveCount(0);

  await paste(page, diagram);
  await question.getByRole("button", { name: "Paste as text" }).click();
  await expect(question).toBeHidden();
  const before = (await board.design()).nodes.length;
  expect(before).toBe(1);
  await paste(page, "Remember:\nask about the backups");
  await expect(question).toBeHidden();
  const design = (await board.design()) as unknown as { ink: { text?: string }[] };
  expect(design.ink.map((stroke) => stroke.text).filter(Boolean).length).toBe(2);
});
