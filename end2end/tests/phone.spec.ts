// A phone shows the start page and shared boards without scrolling sideways.

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
  await page.getByRole("button", { name: "Switch between light and dark" }).tap();
  await expect(page.locator("html")).toHaveAttribute("data-theme");
  await page.getByRole("button", { name: "Share" }).tap();
  await expect(page.getByRole("dialog", { name: "Share this board" })).toBeInViewport();
});
