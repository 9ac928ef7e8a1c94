// The server as an operator sees it: it starts, stops when told to, and says what is wrong.

import { expect, test } from "@playwright/test";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "../support/server.ts";

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rackboard-"));
});
test.afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  test(`${signal} stops it in order, and it opens its database again`, async ({ request }) => {
    for (let round = 0; round < 2; round += 1) {
      const server = await startServer(folder);
      expect((await request.get(`${server.url}/healthz`)).status()).toBe(200);
      expect(await server.stop(signal)).toBe(0);
    }
  });
}

function refused(...args: string[]): string {
  const { status, stderr, stdout } = spawnSync(process.env.RACKBOARD!, ["serve", ...args], {
    encoding: "utf8",
    timeout: 10_000,
    cwd: folder,
  });
  expect(status).toBe(2);
  expect(stdout).toBe("");
  return stderr;
}

test("a port that is taken is named, with the remedy", async () => {
  const server = await startServer(folder);
  const { host } = new URL(server.url);
  expect(refused("--addr", host, "--database-url", `sqlite://${folder}/other.db`)).toMatch(
    new RegExp(`cannot listen on ${host}: .*--addr`),
  );
  await server.stop();
});

test("a database that cannot be opened is named", async () => {
  const file = join(folder, "notes.txt");
  writeFileSync(file, "these are not the tables you are looking for\n".repeat(100));
  expect(refused("--addr", "127.0.0.1:0", "--database-url", `sqlite://${file}`)).toContain(file);
});
