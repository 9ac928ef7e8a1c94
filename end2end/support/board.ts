// A board as a person handles it: components carried from the palette, lines drawn from edges, values set in fields.
// Places on the canvas are pixels from its top left corner.

import { expect, type Locator, type Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { ready } from "./test.ts";

export interface Place {
  x: number;
  y: number;
}

export type Edge = "top" | "right" | "bottom" | "left";
export type Spot = "middle" | "title";

/** The design as its file says it, as far as tests look into it. */
export interface Design {
  title?: string;
  task?: string;
  nodes: { id: string; kind: string; label?: string; parent?: string | null; props?: Record<string, unknown> }[];
  links: { id: string; from: string; to: string; protocol?: string; label?: string }[];
  [field: string]: unknown;
}

export class Board {
  readonly canvas: Locator;
  /** Everything drawn. */
  readonly elements: Locator;
  /** What the bar says of saving: "Saved", "Saving…", "Offline: kept in this browser". */
  readonly state: Locator;
  /** The fields of what is selected. */
  readonly properties: Locator;
  readonly checks: Locator;
  readonly task: Locator;

  constructor(readonly page: Page) {
    this.canvas = page.getByRole("application");
    this.elements = this.canvas.locator("g[role=img]");
    this.state = page.getByRole("banner").getByRole("status");
    this.properties = page.getByRole("region", { name: "Properties" });
    this.checks = page.getByRole("region", { name: "Checks", exact: true });
    this.task = this.checks.getByRole("combobox", { name: "Task" });
  }

  /** Opens an address with a board and waits until it answers to hands. */
  static async open(page: Page, address = "/new"): Promise<Board> {
    await page.goto(address);
    const board = new Board(page);
    await board.ready();
    return board;
  }

  async ready(): Promise<void> {
    await ready(this.page);
    // The server shows all of the design in a frame of its own; the live canvas has none.
    await expect(this.canvas.locator("svg.scene")).not.toHaveAttribute("viewBox");
  }

  /** The element whose description for those who cannot see begins like this. */
  element(name: string): Locator {
    return this.canvas.getByRole("img", { name: new RegExp(`^${name}(,|$)`) });
  }

  async saved(): Promise<void> {
    // What was just done shows in the bar with the next frame; until then it says what was true before.
    await this.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await expect(this.state).toHaveText("Saved");
  }

  /** A place on the canvas, in pixels from the corner of the page. */
  private async at({ x, y }: Place): Promise<Place> {
    const box = (await this.canvas.boundingBox())!;
    return { x: box.x + x, y: box.y + y };
  }

  /** The outline of an element, in pixels from the corner of the page. */
  private async outline(name: string): Promise<Place & { width: number; height: number }> {
    const plate = this.element(name).locator("rect, path").first();
    return (await plate.boundingBox())!;
  }

  private async drag(from: Place, to: Place): Promise<void> {
    const { mouse } = this.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 3 });
    await mouse.move(to.x, to.y, { steps: 3 });
    await mouse.up();
  }

  /** Carries a component from the palette and lets it go here. */
  async put(component: string, place: Place): Promise<void> {
    const item = this.item(component);
    await item.scrollIntoViewIfNeeded();
    const box = (await item.boundingBox())!;
    await this.drag({ x: box.x + box.width / 2, y: box.y + box.height / 2 }, await this.at(place));
  }

  /** Picks a component and draws its outline on the canvas. */
  async outlineOf(component: string, corner: Place, opposite: Place): Promise<void> {
    await this.item(component).click();
    await this.drag(await this.at(corner), await this.at(opposite));
  }

  private item(component: string): Locator {
    return this.page.getByRole("navigation", { name: "Components" }).getByRole("button", { name: component, exact: true });
  }

  /** Draws a link from the middle of an edge to the middle of another element, or to its title where content is in the way. */
  async connect(from: string, to: string, { edge = "right", end = "middle" }: { edge?: Edge; end?: Spot } = {}): Promise<void> {
    const { x, y, width, height } = await this.outline(from);
    const border = {
      right: { x: x + width - 1, y: y + height / 2 },
      left: { x: x + 1, y: y + height / 2 },
      top: { x: x + width / 2, y: y + 1 },
      bottom: { x: x + width / 2, y: y + height - 1 },
    }[edge];
    await this.drag(border, await this.spot(to, end));
    await expect(this.properties.getByRole("heading", { name: "Link" })).toBeVisible();
  }

  /** Draws a link from one of the dots that appear beside an element under the pointer. */
  async connectFromDot(from: string, to: string, edge: Edge, end: Spot = "middle"): Promise<void> {
    const start = await this.spot(from, "middle");
    await this.page.mouse.move(start.x, start.y);
    const dot = this.canvas.locator(".overlay .port").nth(["top", "right", "bottom", "left"].indexOf(edge));
    const box = (await dot.boundingBox())!;
    await this.drag({ x: box.x + box.width / 2, y: box.y + box.height / 2 }, await this.spot(to, end));
    await expect(this.properties.getByRole("heading", { name: "Link" })).toBeVisible();
  }

  /** Where to take hold of an element. */
  private async spot(name: string, on: Spot): Promise<Place> {
    const { x, y, width, height } = await this.outline(name);
    return { x: x + width / 2, y: on === "middle" ? y + height / 2 : y + 8 };
  }

  async select(name: string, on: Spot = "middle"): Promise<void> {
    const { x, y } = await this.spot(name, on);
    await this.page.mouse.click(x, y);
  }

  async doubleClick(name: string, on: Spot = "middle"): Promise<void> {
    const { x, y } = await this.spot(name, on);
    await this.page.mouse.dblclick(x, y);
  }

  /** Drags an element so far. */
  async move(name: string, by: Place, on: Spot = "middle"): Promise<void> {
    const from = await this.spot(name, on);
    await this.drag(from, { x: from.x + by.x, y: from.y + by.y });
  }

  /** Drags the handle on the lower right of what is selected so far. */
  async pullCorner(by: Place): Promise<void> {
    // Clockwise from the upper left.
    const handle = (await this.canvas.locator(".overlay .handle").nth(2).boundingBox())!;
    const from = { x: handle.x + handle.width / 2, y: handle.y + handle.height / 2 };
    await this.drag(from, { x: from.x + by.x, y: from.y + by.y });
  }

  /** Draws a selection frame. */
  async frame(corner: Place, opposite: Place): Promise<void> {
    await this.drag(await this.at(corner), await this.at(opposite));
  }

  /** Sets a field of what is selected, as one does with mouse and keyboard. */
  async set(field: string, value: string): Promise<void> {
    const control = this.properties.getByLabel(field, { exact: true });
    if ((await control.evaluate((element) => element.tagName)) === "SELECT") {
      await control.selectOption(value);
    } else {
      await control.fill(value);
      await control.press("Tab");
    }
  }

  /** Saves the board as a file and returns where it is. */
  async export(format: "SVG" | "PNG" | "PNG 2×" | "PNG 3×" | "PDF" | "JSON"): Promise<string> {
    await this.page.getByRole("button", { name: "Export" }).click();
    const dialog = this.page.getByRole("dialog", { name: "Export" });
    const [kind, scale] = format.split(" ");
    await dialog.locator("label", { has: this.page.getByText(kind!, { exact: true }) }).getByRole("radio").check();
    if (kind === "PNG") {
      await dialog.getByLabel("Scale").selectOption(scale?.slice(0, 1) ?? "1");
    }
    const download = this.page.waitForEvent("download");
    await dialog.getByRole("button", { name: "Save file" }).click();
    const path = await (await download).path();
    await expect(dialog).toBeHidden();
    return path;
  }

  /** The design on the board, through its own export. */
  async design(): Promise<Design> {
    return JSON.parse(await readFile(await this.export("JSON"), "utf8")) as Design;
  }

  /** The design as the server has it. */
  async stored(): Promise<Design> {
    const id = /\/b\/([\w-]+)/.exec(this.page.url())?.[1];
    const response = await this.page.request.get(`/api/v1/boards/${id}`);
    expect(response.status()).toBe(200);
    return ((await response.json()) as { document: Design }).document;
  }

  /** Drops a file on the canvas, as the browser itself does when it comes from a file manager. */
  async dropFile(path: string): Promise<void> {
    const { x, y } = await this.at({ x: 300, y: 300 });
    const session = await this.page.context().newCDPSession(this.page);
    const data = { items: [], files: [path], dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"] as const) {
      await session.send("Input.dispatchDragEvent", { type, x, y, data });
    }
    await session.detach();
  }
}
