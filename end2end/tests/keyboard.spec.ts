// Everything by keyboard alone: two components placed, connected and labelled, told apart by what is said of them.

import { Board } from "../support/board.ts";
import { axeInBothThemes, expect, test } from "../support/test.ts";

test("two components are placed, connected and labelled by keyboard alone", async ({ page }) => {
  const board = await Board.open(page);
  const { keyboard } = page;
  const said = page.getByRole("log", { name: "What happened" });

  // The palette: search, Enter, search again.
  await keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await keyboard.type("haproxy");
  await keyboard.press("Enter");
  await expect(said).toHaveText("Load balancer");
  await keyboard.press("ControlOrMeta+a");
  await keyboard.type("nginx");
  await keyboard.press("Enter");
  await expect(said).toHaveText("Web server");
  await keyboard.press("Escape");
  await expect(board.canvas).toBeFocused();
  await expect(board.elements).toHaveCount(2);

  // From the first to the second.
  await keyboard.press("Escape");
  await keyboard.press("Tab");
  await expect(said).toHaveText("Load balancer");
  await keyboard.press("a");
  await expect(said).toContainText("choose the other end");
  await keyboard.press("Tab");
  await expect(said).toHaveText("To Web server");
  await keyboard.press("Enter");
  await expect(board.properties.getByRole("heading")).toHaveText("Link");
  await keyboard.press("Enter");
  await keyboard.type("plain, inside only");
  await keyboard.press("Enter");
  await expect(board.canvas).toBeFocused();

  // Labels; Esc leaves one as it was.
  for (const label of ["HAProxy", "nginx"]) {
    await keyboard.press("Tab");
    await keyboard.press("F2");
    await keyboard.type(label);
    await keyboard.press("Enter");
    await expect(board.element(label)).toHaveCount(1);
  }
  await keyboard.press("F2");
  await keyboard.type("never mind");
  await keyboard.press("Escape");

  // Moved by arrows, deleted, brought back.
  await keyboard.press("Shift+ArrowRight");
  await keyboard.press("Delete");
  await expect(board.element("nginx")).toHaveCount(0);
  await keyboard.press("ControlOrMeta+z");
  await expect(board.element("nginx")).toHaveCount(1);

  await board.saved();
  const { nodes, links } = await board.stored();
  const by = Object.fromEntries(nodes.map((node) => [node.kind, node]));
  expect(nodes.length).toBe(2);
  expect(by["load_balancer"].label).toBe("HAProxy");
  expect(by["web_server"].label).toBe("nginx");
  expect(links.map(({ from, to, label }) => ({ from, to, label }))).toEqual([
    { from: by["load_balancer"].id, to: by["web_server"].id, label: "plain, inside only" },
  ]);
  await axeInBothThemes(page);
});

test("the keyboard is never caught in the canvas, and finds its way around it", async ({ page }) => {
  const board = await Board.open(page, "/new?board=seed-004");
  await board.canvas.focus();

  // Nothing selected: the first element, and on through all of them until the focus leaves.
  const said = page.getByRole("log", { name: "What happened" });
  const heard = new Set<string>();
  for (let step = 0; step < 40 && (await board.canvas.evaluate((canvas) => canvas === document.activeElement)); step += 1) {
    await page.keyboard.press("Tab");
    heard.add((await said.textContent()) ?? "");
  }
  await expect(board.canvas).not.toBeFocused();
  expect([...heard].filter((text) => text.startsWith("nginx, web server")).length).toBe(2);

  // The list of keys opens and closes, and gives the focus back.
  await board.canvas.focus();
  await page.keyboard.press("Shift+?");
  const help = page.getByRole("dialog", { name: "Keys and gestures" });
  await expect(help).toBeVisible();
  await axeInBothThemes(page);
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
  await expect(board.canvas).toBeFocused();
});
