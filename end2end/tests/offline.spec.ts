// Without a network nothing is lost, and nothing is called saved that is not.

import { Board } from "../support/board.ts";
import { expect, test } from "../support/test.ts";

const FAILED = /^console: Failed to load resource: net::ERR_INTERNET_DISCONNECTED$/;

test("what is drawn offline is kept here, and saved when the network is back", async ({ page, context, trouble }) => {
  const board = await Board.open(page);
  await board.put("Server", { x: 300, y: 300 });
  await board.saved();
  const address = page.url();

  await context.setOffline(true);
  await board.put("Database", { x: 300, y: 300 });
  await expect(board.state).toHaveText("Offline: kept in this browser");
  await context.setOffline(false);
  await board.saved();
  await page.reload();
  await board.ready();
  await expect(board.element("Database")).toHaveAccessibleName("Database, in Server");

  // The page goes while offline: the browser brings the change back.
  await context.setOffline(true);
  await board.put("Cache", { x: 650, y: 300 });
  await expect(board.state).toHaveText("Offline: kept in this browser");
  await page.close();
  await context.setOffline(false);
  const again = await context.newPage();
  const reopened = await Board.open(again, address);
  await expect(reopened.element("Cache")).toHaveCount(1);
  await reopened.saved();
  expect((await reopened.stored()).nodes.map(({ kind }) => kind).sort()).toEqual(["cache", "database", "server"]);

  expect(trouble.splice(0).filter((report) => !FAILED.test(report))).toEqual([]);
});

test("a new board that never reached the server is offered again", async ({ page, context, trouble }) => {
  const board = await Board.open(page);
  await context.setOffline(true);
  await board.put("Queue", { x: 300, y: 300 });
  await expect(board.state).toHaveText("Offline: kept in this browser");
  await page.close();
  await context.setOffline(false);

  const again = await context.newPage();
  const reopened = await Board.open(again);
  await again.getByRole("button", { name: "Bring it back" }).click();
  await reopened.ready();
  await expect(reopened.element("Queue")).toHaveCount(1);
  await reopened.saved();
  expect((await reopened.stored()).nodes.map(({ kind }) => kind)).toEqual(["queue"]);

  expect(trouble.splice(0).filter((report) => !FAILED.test(report))).toEqual([]);
});

test("two new boards in two tabs do not overwrite each other", async ({ page, context, trouble }) => {
  const [one, two] = [await Board.open(page), await Board.open(await context.newPage())];
  await context.setOffline(true);
  await one.put("Queue", { x: 300, y: 300 });
  await two.put("Cache", { x: 300, y: 300 });
  for (const board of [one, two]) {
    await expect(board.state).toHaveText("Offline: kept in this browser");
    await board.page.close();
  }
  await context.setOffline(false);

  const again = await Board.open(await context.newPage());
  await expect(again.page.getByRole("button", { name: "Bring it back" })).toHaveCount(2);
  await again.page.getByRole("button", { name: "Throw it away" }).first().click();
  await again.page.getByRole("button", { name: "Bring it back" }).click();
  await expect(again.elements).toHaveCount(1);
  await again.saved();

  expect(trouble.splice(0).filter((report) => !FAILED.test(report))).toEqual([]);
});
