// Files written for other programs are opened by these programs themselves: Excalidraw, maxGraph (the engine of draw.io) and
// Mermaid, as their makers publish them.

import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";

const MODULES = fileURLToPath(new URL("../node_modules/", import.meta.url));
const DESIGN = fileURLToPath(new URL("../../boards/seed-004.rackboard.json", import.meta.url));

interface Source {
  nodes: { id: string; label?: string; parent?: string | null }[];
  links: { id: string }[];
}

const source = async (): Promise<Source> => JSON.parse(await readFile(DESIGN, "utf8")) as Source;

/** The design, written by the command line in the format of this ending. */
async function written(ending: string, path: string): Promise<string> {
  const file = `${path}.${ending}`;
  execFileSync(process.env.RACKBOARD!, ["convert", DESIGN, file], { stdio: "pipe" });
  return readFile(file, "utf8");
}

/** A bare page that finds the installed packages below it; nothing is fetched from anywhere else. */
async function bench(page: Page): Promise<void> {
  await page.route("**/peers/**", async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/peers/") {
      return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Peers</title><div id=place></div>" });
    }
    const path = decodeURIComponent(pathname.replace("/peers/", ""));
    const kind = /\.m?js$/.test(path) ? "text/javascript; charset=utf-8" : path.endsWith(".css") ? "text/css" : "application/octet-stream";
    return route.fulfill({ contentType: kind, body: await readFile(MODULES + path) });
  });
  await page.goto("/peers/");
}

test("Mermaid reads the flowchart and finds every box and line", async ({ page }, info) => {
  const text = await written("mmd", info.outputPath("design"));
  await bench(page);
  await page.addScriptTag({ url: "/peers/mermaid/dist/mermaid.min.js" });
  const found = await page.evaluate(async (text) => {
    const { mermaid } = window as unknown as {
      mermaid: {
        parse(text: string): Promise<{ diagramType: string }>;
        mermaidAPI: { getDiagramFromText(text: string): Promise<{ db: { getVertices(): Map<string, unknown>; getEdges(): unknown[] } }> };
      };
    };
    const { diagramType } = await mermaid.parse(text);
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    return { diagramType, vertices: db.getVertices().size, edges: db.getEdges().length };
  }, text);
  const design = await source();
  const boxes = new Set(design.nodes.map((node) => node.parent).filter(Boolean));
  expect(found.diagramType).toMatch(/^flowchart/);
  expect(found.edges).toBe(design.links.length);
  expect(found.vertices).toBeGreaterThanOrEqual(design.nodes.length - boxes.size);
});

test("Excalidraw opens the drawing as it is, with nothing to repair", async ({ page }, info) => {
  const text = await written("excalidraw", info.outputPath("design"));
  await bench(page);
  await page.evaluate(() => {
    (window as unknown as { EXCALIDRAW_ASSET_PATH: string }).EXCALIDRAW_ASSET_PATH = "/peers/@excalidraw/excalidraw/dist/";
  });
  for (const script of [
    "react/umd/react.production.min.js",
    "react-dom/umd/react-dom.production.min.js",
    "@excalidraw/excalidraw/dist/excalidraw.production.min.js",
  ]) {
    await page.addScriptTag({ url: `/peers/${script}` });
  }
  interface Element {
    id: string;
    type: string;
    text?: string;
    containerId?: string | null;
    startBinding?: { elementId: string } | null;
    endBinding?: { elementId: string } | null;
  }
  const elements = await page.evaluate(async (text) => {
    const { ExcalidrawLib } = window as unknown as {
      ExcalidrawLib: { loadFromBlob(blob: Blob, state: null, elements: null): Promise<{ elements: Element[] }> };
    };
    const file = new Blob([text], { type: "application/vnd.excalidraw+json" });
    return (await ExcalidrawLib.loadFromBlob(file, null, null)).elements;
  }, text);
  const design = await source();
  expect(elements.length).toBe((JSON.parse(text) as { elements: unknown[] }).elements.length);
  const ids = new Set(elements.map(({ id }) => id));
  const arrows = elements.filter(({ type }) => type === "arrow");
  expect(arrows.length).toBe(design.links.length);
  for (const arrow of arrows) {
    expect(ids).toContain(arrow.startBinding?.elementId);
    expect(ids).toContain(arrow.endBinding?.elementId);
  }
  for (const { containerId } of elements.filter(({ type }) => type === "text")) {
    expect(containerId === null || ids.has(containerId!)).toBe(true);
  }
  const words = elements.map((element) => element.text ?? "").join("\n");
  for (const { label } of design.nodes) {
    expect(words).toContain(label ?? "");
  }
});

test("maxGraph opens the draw.io file with its boxes, labels and attached lines", async ({ page }, info) => {
  const text = await written("drawio", info.outputPath("design"));
  await bench(page);
  const cells = await page.evaluate(async (text) => {
    const core = "/peers/@maxgraph/core/lib/esm/index.js";
    interface Cell {
      id: string;
      value: unknown;
      parent: Cell | null;
      source: Cell | null;
      target: Cell | null;
      isVertex(): boolean;
      isEdge(): boolean;
    }
    const { GraphDataModel, ModelXmlSerializer } = (await import(core)) as {
      GraphDataModel: new () => { cells: Record<string, Cell> };
      ModelXmlSerializer: new (model: unknown) => { import(xml: string): void };
    };
    const file = new DOMParser().parseFromString(text, "text/xml");
    const page = new XMLSerializer().serializeToString(file.querySelector("mxGraphModel")!);
    const model = new GraphDataModel();
    new ModelXmlSerializer(model).import(page);
    return Object.values(model.cells).map((cell) => ({
      id: cell.id,
      edge: cell.isEdge(),
      vertex: cell.isVertex(),
      parent: cell.parent?.id ?? null,
      ends: [cell.source?.id ?? null, cell.target?.id ?? null],
    }));
  }, text);
  const design = await source();
  const edges = cells.filter(({ edge }) => edge);
  expect(edges.length).toBe(design.links.length);
  expect(edges.every(({ ends }) => ends.every((end) => end !== null))).toBe(true);
  const vertices = new Map(cells.filter(({ vertex }) => vertex).map((cell) => [cell.id, cell]));
  for (const node of design.nodes) {
    expect(vertices.has(node.id), node.id).toBe(true);
    if (node.parent) {
      expect(vertices.get(node.id)!.parent).toBe(node.parent);
    }
  }
});
