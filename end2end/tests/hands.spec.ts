// What hands do beside drawing: holding still, the edge of the window, the look of the board, layers, a picture to trace.

import { Board } from "../support/board.ts";
import { expect, test } from "../support/test.ts";

test("dragged to the edge, an element takes the view along; a frame that begins there does not", async ({ page }) => {
  const board = await Board.open(page);
  await board.put("Server", { x: 400, y: 300 });
  await board.put("Database", { x: 700, y: 500 });
  const canvas = (await board.canvas.boundingBox())!;
  const other = async () => (await board.element("Database").boundingBox())!.x;
  const before = await other();

  await page.mouse.move(canvas.x + 400, canvas.y + 300);
  await page.mouse.down();
  await page.mouse.move(canvas.x + 200, canvas.y + 300, { steps: 3 });
  await page.mouse.move(canvas.x + 4, canvas.y + 300, { steps: 3 });
  await expect.poll(other).toBeGreaterThan(before + 100);
  // Back inside, all rests.
  await page.mouse.move(canvas.x + 300, canvas.y + 300, { steps: 3 });
  await page.mouse.up();
  const rest = await other();
  await page.mouse.move(canvas.x + 4, canvas.y + 60);
  await page.mouse.down();
  await page.mouse.move(canvas.x + 4, canvas.y + 61);
  await page.evaluate(() => new Promise((later) => setTimeout(later, 400)));
  await page.mouse.up();
  expect(await other()).toBeCloseTo(rest, 0);
});

test("held still, a link ends exactly there", async ({ page }) => {
  const board = await Board.open(page);
  await board.put("Server", { x: 250, y: 200 });
  await board.put("Server", { x: 650, y: 400 });
  const plate = (name: string) => board.element(name).locator("rect, path").first().boundingBox();
  const [from, to] = [(await plate("Server"))!, (await plate("Server 2"))!];
  await page.mouse.move(from.x + from.width - 1, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + 30, to.y + 20, { steps: 5 });
  await expect(board.canvas.locator(".overlay .precise")).toHaveCount(1);
  await page.mouse.up();
  await expect(board.properties.getByRole("heading", { name: "Link" })).toBeVisible();
  const [link] = (await board.design()).links as { to_at?: number[] }[];
  expect(link?.to_at?.[0]).toBeLessThan(0.5);

  // Its ends can be taken hold of.
  await expect(board.canvas.locator(".overlay .tip")).toHaveCount(2);
});

test("the board is drawn by hand when asked for, always the same, and stays so", async ({ page }) => {
  const board = await Board.open(page, "/new?board=seed-004");
  const drawn = () => board.element("HAProxy").innerHTML();
  const clean = await drawn();
  await board.canvas.focus();
  await page.keyboard.press("Alt+Shift+H");
  await expect(board.canvas.locator(".scene text.hand").first()).toBeVisible();
  const hand = await drawn();
  expect(hand).not.toBe(clean);
  // What is selected and moved stays drawn by hand.
  await board.select("HAProxy");
  await page.keyboard.press("ArrowRight");
  await expect.poll(drawn).toBe(hand);
  await board.saved();
  await page.reload();
  await board.ready();
  await expect.poll(drawn).toBe(hand);
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Drawn by hand", checked: true }).click();
  await expect.poll(drawn).toBe(clean);
});

test("a hidden layer is not drawn and not hit, and what is hidden comes back", async ({ page }) => {
  const board = await Board.open(page);
  await board.put("Server", { x: 300, y: 300 });
  await board.put("Database", { x: 600, y: 300 });
  const place = (await board.element("Database").boundingBox())!;
  await page.getByRole("button", { name: "Layers" }).click();
  await page.getByRole("checkbox", { name: "Data" }).uncheck();
  await expect(board.element("Database")).toHaveCount(0);
  await page.mouse.click(place.x + place.width / 2, place.y + place.height / 2);
  await expect(board.properties.getByRole("heading", { name: "Database" })).toHaveCount(0);
  await page.getByRole("checkbox", { name: "Data" }).check();
  await expect(board.element("Database")).toHaveCount(1);
  await board.select("Database");
  await expect(board.properties.getByRole("heading", { name: "Database" })).toBeVisible();
});
