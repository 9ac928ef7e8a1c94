// The real binary, on a free port, with a database of its own.

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface Server {
  /** For example http://127.0.0.1:41234, without slash at the end. */
  readonly url: string;
  /** The SQLite file it keeps boards in. */
  readonly database: string;
  /** Standard error so far: the log. */
  log(): string;
  /** Sends a signal and returns the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts a server. `folder` keeps the database of an earlier one; else a temporary folder goes with the server. */
export async function startServer(folder?: string): Promise<Server> {
  const binary = process.env.RACKBOARD;
  if (!binary) {
    throw new Error("RACKBOARD must name the binary to test; `cargo xtask test` does that");
  }
  const home = folder ?? mkdtempSync(join(tmpdir(), "rackboard-"));
  const database = join(home, "rackboard.db");
  const child = spawn(binary, ["serve", "--addr", "127.0.0.1:0", "--database-url", `sqlite://${database}`], {
    stdio: ["ignore", "pipe", "pipe"],
    cwd: home,
  });
  let log = "";
  child.stderr.on("data", (chunk) => (log += chunk));
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  const url = await Promise.race([
    announced(child),
    ended.then((code) => {
      throw new Error(`the server ended with ${code} before it was up:\n${log}`);
    }),
  ]);
  return {
    url,
    database,
    log: () => log,
    async stop(signal = "SIGTERM") {
      child.kill(signal);
      const code = await ended;
      if (!folder) {
        rmSync(home, { recursive: true, force: true });
      }
      return code;
    },
  };
}

/** The address on the line that says that the server is up. */
async function announced(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const url = /^Rackboard is up at (http:\S+)$/.exec(line)?.[1];
    if (url) {
      return url;
    }
  }
  throw new Error("the server closed its output before it was up");
}
