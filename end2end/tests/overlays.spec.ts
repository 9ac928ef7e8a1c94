// The bar below the board with its figures, and what each of them shows on the board.

import { Board } from "../support/board.ts";
import { axe, expect, test } from "../support/test.ts";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** What the command line says of a design. */
interface Analysis {
  read: { spof: string[] };
  write: { spof: string[] };
  tls: { plaintext_hops: string[][] };
  unprotected_servers: string[];
  monitoring: { unmonitored_servers: string[] };
  unreachable: string[];
}

function analyze(seed: string): Analysis {
  const file = join(import.meta.dirname, "../../boards", `${seed}.rackboard.json`);
  const text = execFileSync(process.env.RACKBOARD!, ["analyze", file, "--format", "json"], { encoding: "utf8" });
  return (JSON.parse(text) as Analysis[])[0]!;
}

for (const seed of ["seed-000", "seed-002", "seed-004"]) {
  test(`the figures of ${seed} are those of the analysis`, async ({ page }) => {
    await Board.open(page, `/new?board=${seed}`);
    const figures = page.getByRole("group", { name: "Show on the board" });
    const said = analyze(seed);
    const spofs = new Set([...said.read.spof, ...said.write.spof]).size;
    for (const [count, word] of [
      [spofs, "single point"],
      [said.tls.plaintext_hops.length, "clear hop"],
      [said.unprotected_servers.length, "unguarded"],
      [said.monitoring.unmonitored_servers.length, "unwatched"],
      [said.unreachable.length, "out of reach"],
    ] as const) {
      await expect(figures.getByRole("button", { name: new RegExp(word) })).toHaveText(new RegExp(`^${count || "No"} `));
    }
    await expect(figures.getByRole("button", { name: /down .* a year$/ })).toBeVisible();
  });
}

test("each figure shows on the board what it counts, with a legend", async ({ page }) => {
  const board = await Board.open(page, "/new?board=seed-000");
  const figures = page.getByRole("group", { name: "Show on the board" });
  const marks = board.canvas.locator(".marks");
  const legend = page.getByRole("region", { name: "Legend" });
  await expect(legend).toHaveCount(0);
  const said = analyze("seed-000");

  const spof = figures.getByRole("button", { name: /single point/ });
  await spof.click();
  await expect(spof).toHaveAttribute("aria-pressed", "true");
  await expect(marks.locator(".frame.hot")).toHaveCount(new Set([...said.read.spof, ...said.write.spof]).size);
  await expect(legend).toContainText("Its failure alone stops the service");
  await spof.click();
  await expect(marks.locator(".frame")).toHaveCount(0);

  const clear = figures.getByRole("button", { name: /clear hop/ });
  await clear.press("Enter");
  await expect(marks.locator(".way.clear").first()).toBeVisible();
  await expect(legend).toContainText("Clear text");
  await figures.getByRole("button", { name: /unguarded/ }).click();
  await figures.getByRole("button", { name: /unwatched/ }).click();
  await figures.getByRole("button", { name: /out of reach/ }).click();
  await expect(legend.getByRole("heading")).toHaveText(["Encryption", "Firewalls", "Monitoring", "Reach"]);
  await expect(marks.locator(".way.reached").first()).toBeVisible();
  await axe(page);
});

test("the figures follow every change, and lenses go along", async ({ page }) => {
  const board = await Board.open(page);
  await expect(page.getByText("Draw a user and what answers")).toBeVisible();
  await board.put("User", { x: 120, y: 300 });
  await board.put("Server", { x: 480, y: 300 });
  await board.connectFromDot("User", "Server", "right", "title");
  const figures = page.getByRole("group", { name: "Show on the board" });
  const unguarded = figures.getByRole("button", { name: /unguarded/ });
  await expect(unguarded).toHaveText(/^1 /);
  await unguarded.click();
  const marks = board.canvas.locator(".marks");
  await expect(marks.getByText("no firewall")).toHaveCount(1);
  await board.put("Firewall", { x: 480, y: 300 });
  await expect(unguarded).toHaveText(/^No /);
  await expect(marks.locator(".frame.guarded")).toHaveCount(1);
  await page.keyboard.press("ControlOrMeta+z");
  await expect(unguarded).toHaveText(/^1 /);
});
