// Everything without dragging: a design made in the outline by keyboard alone, and one made by single clicks alone.

import { Board } from "../support/board.ts";
import { axeInBothThemes, expect, test } from "../support/test.ts";

test("a design is made in the outline by keyboard alone", async ({ page }) => {
  test.setTimeout(180_000);
  const board = await Board.open(page);
  const { keyboard } = page;
  const said = page.getByRole("log", { name: "What happened" });
  const tree = page.getByRole("tree", { name: "Everything on the board" });
  const kinds = page.getByLabel("Add", { exact: true });

  await test.step("three components are added", async () => {
    await keyboard.press("ControlOrMeta+Shift+o");
    await expect(kinds).toBeFocused();
    for (const kind of ["Load bal", "Server", "Web"]) {
      await kinds.focus();
      await keyboard.type(kind);
      await keyboard.press("Tab");
      await expect(page.getByRole("button", { name: "Add", exact: true })).toBeFocused();
      await keyboard.press("Enter");
      // A new choice begins when the browser has forgotten the letters before.
      await page.waitForTimeout(1100);
    }
    await expect(tree.getByRole("treeitem")).toHaveCount(3);
    await expect(said).toHaveText("Web server, in Server");
  });

  await test.step("the tree is walked, folded and unfolded", async () => {
    await keyboard.press("Tab");
    const web = tree.getByRole("treeitem", { name: /^Web server/ });
    const server = tree.getByRole("treeitem", { name: /^Server/ });
    await expect(web).toBeFocused();
    await keyboard.press("ArrowLeft");
    await expect(server).toBeFocused();
    await keyboard.press("ArrowLeft");
    await expect(server).toHaveAttribute("aria-expanded", "false");
    await expect(web).toHaveCount(0);
    await keyboard.press("ArrowRight");
    await keyboard.press("ArrowRight");
    await expect(web).toBeFocused();
  });

  await test.step("one is named and connected", async () => {
    await keyboard.press("Home");
    await expect(tree.getByRole("treeitem", { name: /^Load balancer/ })).toBeFocused();
    await keyboard.press("F2");
    const edit = page.getByRole("group", { name: "Change Load balancer" });
    await expect(edit.getByLabel("Name")).toBeFocused();
    await keyboard.type("HAProxy");
    await keyboard.press("Tab");
    const renamed = page.getByRole("group", { name: "Change HAProxy" });
    await expect(renamed.getByLabel("Move into")).toBeFocused();
    await keyboard.press("Tab");
    await expect(renamed.getByLabel("Connect to")).toBeFocused();
    await keyboard.type("Web");
    await keyboard.press("Tab");
    await keyboard.press("Enter");
    await expect(tree.getByRole("treeitem", { name: /^HAProxy, load balancer, connected to Web server/ })).toBeVisible();
  });

  await test.step("one is moved out and deleted, and comes back", async () => {
    await tree.getByRole("treeitem", { name: /^HAProxy/ }).focus();
    await keyboard.press("End");
    await expect(tree.getByRole("treeitem", { name: /^Web server/ })).toBeFocused();
    await keyboard.press("Delete");
    await expect(tree.getByRole("treeitem")).toHaveCount(2);
    await keyboard.press("ControlOrMeta+z");
    await expect(tree.getByRole("treeitem")).toHaveCount(3);
  });

  await axeInBothThemes(page);
  await board.saved();
  const { nodes, links } = await board.stored();
  const by = Object.fromEntries(nodes.map((node) => [node.kind, node]));
  expect(by["load_balancer"]!.label).toBe("HAProxy");
  expect(by["web_server"]!.parent).toBe(by["server"]!.id);
  expect(links.map(({ from, to }) => [from, to])).toEqual([[by["load_balancer"]!.id, by["web_server"]!.id]]);
});

test("a design is made by single clicks alone", async ({ page }) => {
  const board = await Board.open(page);
  const box = (await board.canvas.boundingBox())!;
  const click = (x: number, y: number) => page.mouse.click(box.x + x, box.y + y);
  const palette = page.getByRole("navigation", { name: "Components" });
  for (const [kind, x] of [["Load balancer", 200], ["Server", 500]] as const) {
    await palette.getByRole("button", { name: kind, exact: true }).click();
    await click(x, 300);
  }
  await expect(board.elements).toHaveCount(2);

  // Into the server by its field, not by dragging.
  await palette.getByRole("button", { name: "Database", exact: true }).click();
  await click(500, 560);
  await board.set("Sits in", "Server");
  await expect(board.element("Database")).toHaveAccessibleName(/in Server/);

  // What is selected would be the one end.
  await click(350, 100);
  await page.getByRole("toolbar", { name: "Tools" }).getByRole("button", { name: "Connect (A)" }).click();
  await board.select("Load balancer");
  await board.select("Server", "title");
  await expect(board.properties.getByRole("heading", { name: "Link" })).toBeVisible();

  // The same in the outline: add, connect, delete.
  await page.getByRole("tab", { name: "Outline" }).click();
  const tree = page.getByRole("tree", { name: "Everything on the board" });
  await tree.getByRole("treeitem", { name: /^Load balancer/ }).getByText("Load balancer", { exact: true }).click();
  const edit = page.getByRole("group", { name: "Change Load balancer" });
  await edit.getByLabel("Connect to").selectOption("Database");
  await edit.getByRole("button", { name: "Connect" }).click();
  await expect(edit.getByRole("list", { name: "Connections" }).getByRole("listitem")).toHaveCount(2);
  await edit.getByRole("button", { name: "Delete Link from Load balancer to Database" }).click();
  await expect(edit.getByRole("list", { name: "Connections" }).getByRole("listitem")).toHaveCount(1);
  await edit.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(board.elements).toHaveCount(2);
  await page.getByRole("button", { name: "Undo (Ctrl+Z)" }).click();
  await expect(board.elements).toHaveCount(4);
});
