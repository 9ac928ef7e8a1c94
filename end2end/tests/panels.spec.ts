// What stands around the canvas: tools for ink, looks, menus, the command palette, finding, layers, modes.

import { Board } from "../support/board.ts";
import { axe, expect, test } from "../support/test.ts";

test("ink is drawn with the tools of the toolbar, and gets looks", async ({ page }) => {
  const board = await Board.open(page);
  const tools = page.getByRole("toolbar", { name: "Tools" });
  await tools.getByRole("button", { name: "Draw a rectangle (R)" }).click();
  await board.frame({ x: 200, y: 200 }, { x: 360, y: 300 });
  await expect(board.elements).toHaveCount(1);
  const looks = board.properties;
  await looks.getByRole("button", { name: "Colour: Red" }).click();
  await looks.getByLabel("Dashes").selectOption("dashed");
  await expect(looks.getByRole("button", { name: "Colour: Red" })).toHaveAttribute("aria-pressed", "true");
  await tools.getByRole("button", { name: "Draw with the pen (P)" }).click();
  await board.frame({ x: 420, y: 200 }, { x: 560, y: 300 });
  await board.saved();
  const { ink } = (await board.stored()) as unknown as { ink: { shape?: string; style?: Record<string, unknown> }[] };
  const rectangle = ink.find(({ shape }) => shape === "rectangle");
  expect(rectangle?.style).toMatchObject({ color: "#d64545", dash: "dashed" });
  expect(ink.length).toBe(2);
});

test("the menu of an element does what it says, by pointer and by key", async ({ page }) => {
  const board = await Board.open(page);
  await board.put("Server", { x: 300, y: 300 });
  await board.select("Server");
  await page.keyboard.press("Shift+F10");
  const menu = page.getByRole("menu");
  await expect(menu.getByRole("menuitem", { name: /^Cut/ })).toBeFocused();
  await axe(page);
  await page.keyboard.press("End");
  await expect(menu.getByRole("menuitem", { name: /^Delete/ })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(menu).toHaveCount(0);
  await expect(board.canvas).toBeFocused();

  const box = (await board.element("Server").boundingBox())!;
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2, { button: "right" });
  await menu.getByRole("menuitem", { name: /^Duplicate/ }).click();
  await expect(board.elements).toHaveCount(2);
  await expect(menu).toHaveCount(0);

  const canvas = (await board.canvas.boundingBox())!;
  await page.mouse.click(canvas.x + 650, canvas.y + 120, { button: "right" });
  await menu.getByRole("menuitem", { name: /^Select all/ }).click();
  await expect(board.properties.getByRole("heading")).toHaveText("2 elements selected");
});

test("the command palette finds what to do, and single letters can be switched off", async ({ page }) => {
  const board = await Board.open(page);
  await board.canvas.focus();
  await page.keyboard.press("ControlOrMeta+k");
  const command = page.getByRole("combobox", { name: "Command" });
  await expect(command).toBeFocused();
  await axe(page);
  await page.keyboard.type("single letters");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("s");
  await expect(page.locator("[data-kind=server]")).toHaveAttribute("aria-pressed", "false");
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("load balancer");
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-kind=load_balancer]")).toHaveAttribute("aria-pressed", "true");
});

test("words are found on the board and walked through", async ({ page }) => {
  const board = await Board.open(page, "/new?board=seed-004");
  await board.canvas.focus();
  await page.keyboard.press("ControlOrMeta+f");
  const field = page.getByRole("searchbox", { name: "Find on the board" });
  await expect(field).toBeFocused();
  await page.keyboard.type("nginx");
  await expect(page.getByRole("list", { name: "Hits" }).getByRole("listitem")).toHaveCount(2);
  await page.keyboard.press("Enter");
  await expect(page.getByText("1 of 2")).toBeVisible();
  await expect(board.properties.getByRole("heading", { name: "Web server" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByText("2 of 2")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(field).toHaveCount(0);
});

test("layers, map and modes show less or more of the board", async ({ page }) => {
  const board = await Board.open(page, "/new?board=seed-004");
  await page.getByRole("button", { name: "Layers" }).click();
  const monitor = board.element("Sumo Logic");
  await expect(monitor).toBeVisible();
  await page.getByRole("checkbox", { name: "Monitoring" }).uncheck();
  await expect(monitor).toBeHidden();
  await page.getByRole("checkbox", { name: "Monitoring" }).check();
  await expect(monitor).toBeVisible();
  await page.getByRole("button", { name: "Minimap" }).click();
  await expect(page.getByRole("img", { name: /^Map of the board/ })).toBeVisible();

  await board.canvas.focus();
  await page.keyboard.press("Alt+z");
  await expect(board.checks).toBeHidden();
  await page.getByRole("button", { name: "Leave zen mode" }).click();
  await expect(board.checks).toBeVisible();
});

test("a version is saved under a name", async ({ page }) => {
  const board = await Board.open(page);
  await board.put("Server", { x: 300, y: 300 });
  await board.saved();
  await page.keyboard.press("ControlOrMeta+s");
  await page.getByRole("dialog", { name: "Save a version" }).getByLabel("Name").fill("First server");
  await page.keyboard.press("Enter");
  await expect(page.getByText("This version is saved.").first()).toBeVisible();
  await page.getByRole("link", { name: "Versions" }).click();
  await expect(page.getByText("First server").filter({ visible: true }).first()).toBeVisible();
});

test("a link dropped on the bare board offers the next component", async ({ page }) => {
  const board = await Board.open(page);
  await board.put("Load balancer", { x: 250, y: 300 });
  await board.select("Load balancer");
  const box = (await board.element("Load balancer").boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const dot = (await board.canvas.locator(".overlay .port").nth(1).boundingBox())!;
  await page.mouse.move(dot.x + dot.width / 2, dot.y + dot.height / 2);
  await page.mouse.down();
  await page.mouse.move(dot.x + 150, dot.y + 20, { steps: 4 });
  await page.mouse.move(dot.x + 250, dot.y + 20, { steps: 4 });
  await page.mouse.up();
  await page.getByRole("menu").getByRole("menuitem", { name: "Server", exact: true }).click();
  await expect(board.elements).toHaveCount(3);
  const { nodes, links } = await board.design();
  expect(nodes.map(({ kind }) => kind).sort()).toEqual(["load_balancer", "server"]);
  expect(links.length).toBe(1);
});

test("an empty board is not exported, and a part of one is", async ({ page }) => {
  const board = await Board.open(page);
  await page.getByRole("button", { name: "Export" }).click();
  const dialog = page.getByRole("dialog", { name: "Export" });
  await dialog.getByRole("button", { name: "Save file" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("There is nothing on the board yet.");
  await dialog.getByRole("button", { name: "Close" }).click();
  await board.put("Server", { x: 300, y: 300 });
  await board.put("Database", { x: 300, y: 300 });
  await board.put("Cache", { x: 650, y: 300 });
  await page.getByRole("button", { name: "Export" }).click();
  await dialog.locator("label", { has: page.getByText("JSON", { exact: true }) }).getByRole("radio").check();
  await dialog.getByLabel("What").selectOption("Server");
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save file" }).click();
  const { readFile } = await import("node:fs/promises");
  const part = JSON.parse(await readFile(await (await download).path(), "utf8")) as { nodes: { kind: string }[] };
  expect(part.nodes.map(({ kind }) => kind).sort()).toEqual(["database", "server"]);
});
