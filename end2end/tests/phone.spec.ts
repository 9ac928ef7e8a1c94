// A phone shows the start page and boards without scrolling sideways; boards are drawn by fingers.

import type { Page } from "@playwright/test";
import { Board } from "../support/board.ts";
import { axeInBothThemes, expect, ready, test } from "../support/test.ts";

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

async function fits(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, "pixels that stick out").toBeLessThanOrEqual(0);
  const small = await page.evaluate(() => {
    const texts = [...document.querySelectorAll("main p, main li, main button, main a")];
    return texts.filter((text) => text.checkVisibility() && parseFloat(getComputedStyle(text).fontSize) < 12).length;
  });
  expect(small, "texts that are too small to read").toBe(0);
}

test("the start page fits a phone", async ({ visitor }) => {
  const page = await visitor(PHONE);
  await page.goto("/");
  await ready(page);
  await fits(page);
  await expect(page.getByRole("link", { name: "Start drawing" })).toBeInViewport();
  await axeInBothThemes(page);
});

test("components and checks come up as sheets on a phone", async ({ visitor }) => {
  const page = await visitor(PHONE);
  await Board.open(page, "/new?board=seed-004");
  await page.getByRole("button", { name: "Checks and properties" }).tap();
  await page.getByRole("button", { name: "Follow a request" }).first().tap();
  const next = page.getByRole("region", { name: "Follow a request" }).getByRole("button", { name: "Next" });
  await expect(next).toBeInViewport({ ratio: 1 });
  await next.tap();
  await page.getByRole("button", { name: "Stop following (Esc)" }).tap();
  await page.getByRole("button", { name: "Components", exact: true }).tap();
  await expect(page.getByRole("button", { name: "Server", exact: true })).toBeInViewport({ ratio: 1 });
  await fits(page);
});

test("a shared board fits a phone", async ({ request, visitor, baseURL }) => {
  const sample = {
    format: "rackboard",
    version: 1,
    title: "On the road",
    task: "simple-web-stack",
    nodes: [{ id: "s", kind: "server", label: "Only server" }],
  };
  // What comes with cookies must say that it comes from this site.
  const headers = { origin: baseURL! };
  const made = await request.post("/api/v1/boards", { data: sample, headers });
  const { id } = (await made.json()) as { id: string };
  const shared = await request.post(`/api/v1/boards/${id}/links`, { data: { right: "view" }, headers });
  const link = (await shared.json()) as { url: string };
  const page = await visitor(PHONE);
  await page.goto(link.url);
  await ready(page);
  await expect(page.getByRole("img", { name: /^On the road/ }).getByText("Only server", { exact: true })).toBeInViewport();
  await fits(page);
  await axeInBothThemes(page);
});

test("a board can be looked at and changed on a phone", async ({ visitor }) => {
  const page = await visitor(PHONE);
  const board = await Board.open(page, "/new?board=seed-004");
  await fits(page);
  await expect(board.element("HAProxy")).toBeInViewport({ ratio: 1 });
  await expect(board.element("Sumo Logic")).toBeInViewport({ ratio: 1 });
  // Everything in the bar and among the tools is within reach.
  for (const name of ["Menu", "Share", "Undo (Ctrl+Z)", "Erase what is drawn (E)", "Sticky note (Shift+N)", "Zoom to fit (Shift+1)", "Components"]) {
    await expect(page.getByRole("button", { name })).toBeInViewport({ ratio: 1 });
  }
  await page.getByRole("button", { name: "Menu" }).tap();
  await page.getByRole("menuitem", { name: "Light or dark" }).tap();
  await expect(page.locator("html")).toHaveAttribute("data-theme");
  await page.getByRole("button", { name: "Share" }).tap();
  await expect(page.getByRole("dialog", { name: "Share this board" })).toBeInViewport();
});

/** Fingers on the page: each place is pixels from the corner of the page. */
async function fingers(page: Page) {
  const session = await page.context().newCDPSession(page);
  const send = (type: "touchStart" | "touchMove" | "touchEnd", places: { x: number; y: number }[]) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: places.map((place, id) => ({ ...place, id })) });
  return {
    down: (...places: { x: number; y: number }[]) => send("touchStart", places),
    move: (...places: { x: number; y: number }[]) => send("touchMove", places),
    up: () => send("touchEnd", []),
  };
}

for (const [name, viewport] of [["a phone", { width: 390, height: 844 }], ["a tablet", { width: 820, height: 1180 }]] as const) {
  test(`a design is begun by taps on ${name}, and fingers move and zoom the view`, async ({ visitor }) => {
    const page = await visitor({ ...PHONE, viewport });
    const board = await Board.open(page);
    await fits(page);
    const canvas = (await board.canvas.boundingBox())!;
    const middle = { x: canvas.x + canvas.width / 2, y: canvas.y + canvas.height / 2 };
    const palette = page.getByRole("button", { name: "Components" });

    // Components come from the palette by two taps: on a phone it is a sheet that makes room at once.
    for (const [kind, place] of [["Server", { x: middle.x, y: middle.y - 130 }], ["Database", { x: middle.x, y: middle.y + 90 }]] as const) {
      if (await palette.isVisible()) {
        await palette.tap();
      }
      await page.getByRole("navigation", { name: "Components" }).getByRole("button", { name: kind, exact: true }).tap();
      await page.touchscreen.tap(place.x, place.y);
      await expect(board.element(kind)).toHaveCount(1);
    }

    // Connect, from one to the other.
    const spot = async (kind: string) => {
      const box = (await board.element(kind).locator("rect, path").first().boundingBox())!;
      return { x: box.x + box.width / 2, y: box.y + box.height / 2, width: box.width };
    };
    await page.getByRole("button", { name: "Connect (A)" }).tap();
    for (const kind of ["Server", "Database"]) {
      const { x, y } = await spot(kind);
      await page.touchscreen.tap(x, y);
    }
    await expect(board.canvas.locator("g[id^='link/']")).toHaveCount(1);
    await page.keyboard.press("Escape");

    // Two fingers: apart they zoom, together they move.
    const touch = await fingers(page);
    const before = await spot("Server");
    const at = (dx: number, dy: number) => ({ x: middle.x + dx, y: middle.y + 200 + dy });
    await touch.down(at(-40, 0));
    await touch.down(at(-40, 0), at(40, 0));
    await touch.move(at(-60, 0), at(60, 0));
    await touch.move(at(-80, 0), at(80, 0));
    await expect.poll(async () => (await spot("Server")).width / before.width).toBeGreaterThan(1.7);
    const near = await spot("Server");
    await touch.move(at(-80, 40), at(80, 40));
    await expect.poll(async () => Math.round((await spot("Server")).y - near.y)).toBe(40);
    await touch.up();

    // One finger on the bare board moves it.
    const held = await spot("Server");
    await touch.down(at(0, 60));
    await touch.move(at(0, 30));
    await touch.move(at(0, 0));
    await touch.up();
    await expect.poll(async () => (await spot("Server")).y).toBeLessThan(held.y - 20);

    // A finger that rests brings the menu of what is under it.
    await page.getByRole("button", { name: "Zoom to fit (Shift+1)" }).tap();
    await expect.poll(async () => (await spot("Server")).y).toBeGreaterThan(canvas.y + 130);
    const server = await spot("Server");
    await touch.down({ x: server.x, y: server.y });
    const menu = page.getByRole("menu");
    await expect(menu.getByRole("menuitem", { name: "Duplicate" })).toBeVisible();
    await touch.up();
    await expect(menu).toBeVisible();
    await menu.getByRole("menuitem", { name: /^Delete/ }).tap();
    await expect(board.element("Server")).toHaveCount(0);
    await fits(page);
  });
}
