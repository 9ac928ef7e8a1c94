// What a person waits for, measured against the real binary: bytes and time until the editor takes input, and saves a second.
// RACKBOARD names the binary, CHROMIUM the browser. Prints; asserts nothing.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "@playwright/test";
import { browser as settings } from "../support/browser.mjs";

const root = new URL("../..", import.meta.url);
const home = mkdtempSync(join(tmpdir(), "rackboard-bench-"));
const server = spawn(process.env.RACKBOARD, ["serve", "--addr", "127.0.0.1:0", "--database-url", `sqlite://${home}/bench.db`], {
  stdio: ["ignore", "pipe", "ignore"],
});
try {
  let base;
  for await (const line of createInterface({ input: server.stdout })) {
    base = /(http:\S+)$/.exec(line)?.[1];
    if (base) break;
  }
  await page(base, "/new", "empty board", null, 7);
  await page(base, "/new?board=seed-004", "sample design", null, 7);
  await page(base, "/new", "empty board, slow phone", { cpu: 4, kbit: 1440, latency: 562 }, 3);
  await saves(base, 1);
  await saves(base, 8);
} finally {
  server.kill();
  rmSync(home, { recursive: true, force: true });
}

/** Loads a page in new browsers and prints the median bytes on the wire and milliseconds until it is ready. */
async function page(base, path, name, slow, rounds) {
  const bytes = [], ready = [], painted = [];
  for (let round = 0; round < rounds; round++) {
    const browser = await chromium.launch(settings);
    const tab = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    const cdp = await tab.context().newCDPSession(tab);
    await cdp.send("Network.enable");
    if (slow) {
      const throughput = (slow.kbit * 1000) / 8;
      await cdp.send("Emulation.setCPUThrottlingRate", { rate: slow.cpu });
      await cdp.send("Network.emulateNetworkConditions", {
        offline: false,
        latency: slow.latency,
        downloadThroughput: throughput,
        uploadThroughput: throughput,
      });
    }
    let sum = 0;
    cdp.on("Network.loadingFinished", (event) => (sum += event.encodedDataLength));
    const start = performance.now();
    await tab.goto(base + path, { waitUntil: "commit" });
    await tab.waitForSelector("html[data-ready]", { timeout: 120_000 });
    ready.push(performance.now() - start);
    bytes.push(sum);
    painted.push(await tab.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN));
    await browser.close();
  }
  const row = [`${median(bytes)} bytes`, `${median(painted).toFixed(0)} ms to first paint`, `${median(ready).toFixed(0)} ms to interactive`];
  console.log(`${name.padEnd(28)} ${row.join(", ")} (median of ${rounds})`);
}

/** Saves sample designs over HTTP, each board by one client after the other, and prints how many a second are committed. */
async function saves(base, clients) {
  const design = JSON.parse(readFileSync(new URL("boards/seed-004.rackboard.json", root), "utf8"));
  const headers = { "content-type": "application/json", origin: base };
  const times = [];
  const start = performance.now();
  const client = async () => {
    const made = await fetch(`${base}/api/v1/boards`, { method: "POST", headers, body: JSON.stringify(design) });
    const board = await made.json();
    const cookie = made.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
    let { revision } = board;
    for (let round = 0; round < 100; round++) {
      const body = JSON.stringify({ revision, document: { ...design, title: `Save ${round}` } });
      const before = performance.now();
      const saved = await fetch(`${base}/api/v1/boards/${board.id}`, { method: "PUT", headers: { ...headers, cookie }, body });
      if (!saved.ok) throw new Error(`save: ${saved.status} ${await saved.text()}`);
      times.push(performance.now() - before);
      ({ revision } = await saved.json());
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const second = (performance.now() - start) / 1000;
  const name = clients === 1 ? "saves, one client" : `saves, ${clients} clients`;
  console.log(`${name.padEnd(28)} ${(times.length / second).toFixed(0)} a second, ${median(times).toFixed(1)} ms median`);
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
