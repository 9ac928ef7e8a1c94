// A student draws a whole design by mouse, from an empty canvas until every requirement of the task is met.

import { Board } from "../support/board.ts";
import { axeInBothThemes, expect, ready, test } from "../support/test.ts";

test("a design is drawn by mouse until every requirement is met", async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto("/");
  await ready(page);
  await page.getByRole("link", { name: "Secured and monitored web infrastructure" }).click();
  const board = new Board(page);
  await board.ready();
  const met = board.checks.getByRole("button", { name: /: met \d/ });
  await expect(board.task).toHaveValue("secured-and-monitored");
  await expect(met).toHaveCount(0);
  await page.getByLabel("Title of the board").fill("Drawn by hand");

  // Half the size shows all of it at once.
  await page.getByRole("button", { name: "Zoom out (Ctrl+−)" }).click({ clickCount: 2 });
  await expect(page.getByRole("button", { name: "Zoom 50 %" })).toBeVisible();

  await test.step("the visitor and the name", async () => {
    await board.put("User", { x: 60, y: 300 });
    await board.put("DNS", { x: 60, y: 150 });
    await board.set("Host name", "www.foobar.com");
    await board.set("Record type", "A");
    await board.set("Record value", "8.8.8.8");
    await expect(board.checks.getByRole("button", { name: /www record.*: met \d/ })).toBeVisible();
  });

  await test.step("the balancer, drawn large enough for its firewall and certificate", async () => {
    await board.outlineOf("Load balancer", { x: 150, y: 240 }, { x: 250, y: 360 });
    await board.set("Software", "HAProxy");
    await board.set("Algorithm", "roundrobin");
    await board.set("TLS", "terminate");
    await board.put("Firewall", { x: 200, y: 285 });
    await board.put("Certificate", { x: 200, y: 330 });
    await board.set("Names", "www.foobar.com");
    await board.put("Firewall", { x: 320, y: 300 });
    await expect(board.element("Load balancer")).toHaveAccessibleName(/holds 2/);
  });

  for (const [server, top] of [["", 90], [" 2", 370]] as const) {
    await test.step(`the web server${server}`, async () => {
      await board.outlineOf("Server", { x: 400, y: top }, { x: 560, y: top + 140 });
      await board.put("Web server", { x: 441, y: top + 45 });
      await board.put("Application server", { x: 519, y: top + 45 });
      await board.put("Application files", { x: 519, y: top + 100 });
      await board.put("Monitoring client", { x: 441, y: top + 100 });
      await expect(board.element(`Server${server}`)).toHaveAccessibleName(/holds 4/);
    });
  }

  await test.step("the database server", async () => {
    await board.outlineOf("Server", { x: 610, y: 210 }, { x: 800, y: 410 });
    await board.outlineOf("Cluster", { x: 620, y: 235 }, { x: 704, y: 400 });
    await board.put("Database", { x: 662, y: 285 });
    await board.set("Role", "primary");
    await board.put("Database", { x: 662, y: 350 });
    await board.set("Role", "replica");
    await board.put("Monitoring client", { x: 755, y: 260 });
    await board.put("Firewall", { x: 755, y: 330 });
    await expect(board.element("Server 3")).toHaveAccessibleName(/holds 3/);
    await expect(board.element("Cluster")).toHaveAccessibleName(/holds 2/);
    await board.put("Monitoring service", { x: 740, y: 130 });
  });

  await test.step("the lines", async () => {
    await board.connectFromDot("User", "DNS", "top");
    await board.set("Protocol", "dns");
    await board.connectFromDot("User", "Load balancer", "right", "title");
    await board.set("Protocol", "https");
    await board.set("Port", "443");
    await board.connect("Load balancer", "Firewall 2");
    await board.set("Protocol", "http");
    for (const server of ["Server", "Server 2"]) {
      await board.connect("Firewall 2", server, { end: "title" });
      await board.set("Protocol", "http");
    }
    for (const app of ["Application server", "Application server 2"]) {
      await board.connect(app, "Server 3", { end: "title" });
      await board.set("Protocol", "mysql");
    }
    await board.connect("Database", "Database 2", { edge: "bottom" });
    await board.set("Protocol", "replication");
    for (const [agent, edge] of [["Monitoring client", "top"], ["Monitoring client 2", "right"], ["Monitoring client 3", "top"]] as const) {
      await board.connect(agent, "Monitoring service", { edge });
      await board.set("Protocol", "monitoring");
    }
  });

  await expect(board.checks.getByRole("heading", { name: "Requirements 12 of 12 met" })).toBeVisible();
  await expect(met).toHaveCount(12);

  await test.step("what is found is shown on the canvas", async () => {
    const single = board.checks.locator("details", { hasText: "SPOF-LB" });
    await single.locator("summary").click();
    await expect(single.getByText("How to mend it")).toBeVisible();
    await expect(board.canvas.locator(".overlay .pointed")).not.toHaveCount(0);
    const rules = await board.checks.locator(".rule-id").allTextContents();
    expect(rules).toContain("TLS-TERMINATED-AT-LB");
    expect(rules).toContain("DB-SINGLE-WRITER");
    // Web servers and the database server differ.
    expect(rules).not.toContain("SRV-HOMOGENEOUS");
  });

  await test.step("an answer is marked while it is written", async () => {
    await page.getByRole("tab", { name: "Questions" }).click();
    const answer = page.getByRole("textbox", { name: /firewall/i }).first();
    await answer.pressSequentially("They filter traffic by rules: only port 443 may come in, everything else is denied.");
    await expect(page.getByRole("tabpanel", { name: "Questions" }).locator(".marking").first()).toBeVisible();
    await page.getByRole("tab", { name: "Checks" }).click();
  });

  await test.step("a deleted server comes back", async () => {
    await board.select("Server 3", "title");
    await page.keyboard.press("Delete");
    await expect(board.element("Database")).toHaveCount(0);
    await expect(met).not.toHaveCount(12);
    await page.getByRole("button", { name: "Undo (Ctrl+Z)" }).click();
    await expect(met).toHaveCount(12);
    await page.getByRole("button", { name: "Redo (Ctrl+Shift+Z)" }).click();
    await expect(board.element("Server 3")).toHaveCount(0);
    await board.canvas.focus();
    await page.keyboard.press("Control+z");
    await expect(board.element("Server 3")).toHaveCount(1);
    await expect(met).toHaveCount(12);
  });

  await test.step("a label is written where it stands", async () => {
    await board.doubleClick("Server 3", "title");
    const label = page.getByRole("textbox", { name: /^Label of Server 3/ });
    await expect(label).toBeFocused();
    await label.fill("Server 3 (database)");
    await label.press("Enter");
    await expect(board.element("Server 3 \\(database\\)")).toBeVisible();
  });

  await axeInBothThemes(page);

  await test.step("it is saved, and a reload keeps it", async () => {
    await board.saved();
    await expect(page).toHaveURL(/\/b\/[\w-]+$/);
    const stored = await board.stored();
    expect(stored.nodes.length).toBe(23);
    expect(stored.links.length).toBe(11);
    expect(stored.title).toBe("Drawn by hand");
    await page.reload();
    await board.ready();
    await expect(met).toHaveCount(12);
    expect(await board.design()).toEqual(stored);
    await expect(page.getByLabel("Title of the board")).toHaveValue("Drawn by hand");
    await page.getByRole("tab", { name: "Questions" }).click();
    await expect(page.getByRole("textbox", { name: /firewall/i }).first()).toHaveValue(/only port 443/);
  });
});

test("elements are moved, resized, copied and caught in a frame by mouse", async ({ page }) => {
  const board = await Board.open(page);
  await board.put("Server", { x: 250, y: 250 });
  await board.put("Database", { x: 600, y: 250 });
  expect((await board.design()).nodes.map(({ kind, parent }) => [kind, parent ?? null])).toEqual([
    ["database", null],
    ["server", null],
  ]);

  // Dropped into the server, it lives there and moves with it.
  await board.move("Database", { x: -350, y: 20 });
  await expect(board.element("Database")).toHaveAccessibleName(/in Server/);
  const before = (await board.element("Database").boundingBox())!;
  await board.move("Server", { x: 100, y: 60 }, "title");
  const after = (await board.element("Database").boundingBox())!;
  expect(after.x - before.x).toBeGreaterThan(80);
  expect(after.y - before.y).toBeGreaterThan(40);

  // A corner of the database, pulled beyond the border: the server grows to hold it.
  const narrow = (await board.element("Server").boundingBox())!;
  await board.select("Database");
  await board.pullCorner({ x: 160, y: 40 });
  const wide = (await board.element("Server").boundingBox())!;
  expect(wide.width).toBeGreaterThan(narrow.width + 40);

  // Alt makes a copy; Ctrl+C and Ctrl+V another one.
  await page.keyboard.down("Alt");
  await board.move("Server", { x: 60, y: 220 }, "title");
  await page.keyboard.up("Alt");
  const servers = async () => (await board.design()).nodes.filter(({ kind }) => kind === "server").length;
  expect(await servers()).toBe(2);
  await page.keyboard.press("Control+c");
  await page.keyboard.press("Control+v");
  expect(await servers()).toBe(3);

  // A frame around everything selects everything.
  await page.getByRole("button", { name: "Zoom to fit (Shift+1)" }).click();
  await board.frame({ x: 5, y: 60 }, { x: 810, y: 640 });
  await expect(board.properties.getByRole("heading")).toHaveText("6 elements selected");
  await page.keyboard.press("Delete");
  await expect(board.elements).toHaveCount(0);
});

test("the view follows the wheel: scrolling pans, with Ctrl the point under the pointer stays", async ({ page }) => {
  const board = await Board.open(page);
  await board.put("Server", { x: 400, y: 300 });
  const server = board.element("Server");
  const middle = async () => {
    const box = (await server.boundingBox())!;
    return { x: box.x + box.width / 2, y: box.y + box.height / 2, width: box.width };
  };
  const before = await middle();
  await page.mouse.move(before.x, before.y);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -100);
  await page.keyboard.up("Control");
  await expect.poll(async () => (await middle()).width).toBeGreaterThan(before.width * 1.2);
  const nearer = await middle();
  expect(Math.abs(nearer.x - before.x)).toBeLessThan(3);
  expect(Math.abs(nearer.y - before.y)).toBeLessThan(3);
  await page.mouse.wheel(30, 60);
  await expect.poll(async () => Math.round((await middle()).y - nearer.y)).toBe(-60);
});
