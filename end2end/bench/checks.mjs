// How long the checks take in the worker of the editor's page: from the design to the verdict, and on to knowing what can be mended.
// RACKBOARD names the binary, CHROMIUM the browser. Prints; asserts nothing.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "@playwright/test";
import { browser as settings } from "../support/browser.mjs";

const home = mkdtempSync(join(tmpdir(), "rackboard-bench-"));
const server = spawn(process.env.RACKBOARD, ["serve", "--addr", "127.0.0.1:0", "--database-url", `sqlite://${home}/bench.db`], {
  stdio: ["ignore", "pipe", "ignore"],
});
const browser = await chromium.launch(settings);
try {
  let base;
  for await (const line of createInterface({ input: server.stdout })) {
    base = /(http:\S+)$/.exec(line)?.[1];
    if (base) break;
  }
  const page = await browser.newPage();
  await page.goto(`${base}/new`);
  await page.waitForSelector("html[data-ready]");
  for (const nodes of [10, 30, 100, 300]) {
    const { verdict, mendable, count } = await page.evaluate(check, fleet(nodes));
    const name = `checks, ${nodes} nodes, ${count} findings`;
    console.log(`${name.padEnd(34)} ${verdict.toFixed(1)} ms to the verdict, ${mendable.toFixed(0)} ms more to what can be mended`);
  }
} finally {
  await browser.close();
  server.kill();
  rmSync(home, { recursive: true, force: true });
}

/** Full servers behind a balancer, the first one's database copied to the others. */
function fleet(nodes) {
  const machines = Math.floor((nodes - 3) / 4);
  const design = {
    nodes: [
      { id: "user", kind: "user" },
      { id: "dns", kind: "dns" },
      { id: "lb", kind: "load_balancer" },
    ],
    links: [
      { id: "to-dns", from: "user", to: "dns" },
      { id: "to-lb", from: "user", to: "lb", protocol: "https" },
    ],
  };
  for (let n = 0; n < machines; n++) {
    design.nodes.push({ id: `s${n}`, kind: "server" });
    for (const [name, kind] of [["web", "web_server"], ["app", "app_server"], ["db", "database"]]) {
      design.nodes.push({ id: `${name}${n}`, kind, parent: `s${n}` });
    }
    design.links.push({ id: `to-s${n}`, from: "lb", to: `s${n}`, protocol: "http" });
    if (n > 0) design.links.push({ id: `copy-${n}`, from: "db0", to: `db${n}`, protocol: "replication" });
  }
  return design;
}

/** In the page: has a worker check a design several times and gives back the median times in milliseconds. */
async function check(design) {
  const worker = new Worker(document.documentElement.dataset.worker, { type: "module" });
  const heard = [];
  let wake = () => {};
  worker.onmessage = (event) => {
    heard.push(event.data);
    wake();
  };
  const hear = async () => {
    while (heard.length === 0) await new Promise((resolve) => (wake = resolve));
    const text = heard.shift();
    return text === null ? ["alive"] : JSON.parse(text);
  };
  const verdicts = [], mendables = [];
  let count = 0;
  await hear();
  for (let round = 0; round < 31; round++) {
    const start = performance.now();
    worker.postMessage(JSON.stringify(["check", design]));
    const [, said] = await hear();
    verdicts.push(performance.now() - start);
    count = said.findings.length;
    // This is answered when the check is over.
    worker.postMessage(JSON.stringify(["tasks"]));
    while ((await hear())[0] !== "tasks");
    mendables.push(performance.now() - start - verdicts.at(-1));
  }
  worker.terminate();
  const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
  return { verdict: median(verdicts), mendable: median(mendables), count };
}
