// What holds for every page: it is complete without scripts, accessible, and comes with its headers.

import { axe, expect, ready, test } from "../support/test.ts";

const PAGES = ["/", "/new", "/boards", "/tasks", "/rules", "/rules/SPOF-LB", "/assignments/new"];

for (const path of PAGES) {
  test(`${path} is there and accessible in both themes`, async ({ page }) => {
    const response = await page.goto(path);
    expect(response?.status()).toBe(200);
    await ready(page);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await axe(page);
    }
  });
}

test("the navigation works, without scripts too", async ({ page, visitor }) => {
  const plain = await visitor({ javaScriptEnabled: false });
  for (const reader of [page, plain]) {
    await reader.goto("/");
    for (const name of ["Boards", "Tasks", "Rules"]) {
      await reader.getByRole("navigation", { name: "Site" }).getByRole("link", { name }).click();
      await expect(reader).toHaveTitle(`${name} · Rackboard`);
      await expect(reader.getByRole("link", { name, exact: true })).toHaveAttribute("aria-current", "page");
    }
  }
});

test("rules are found while one types, and by the server", async ({ page, visitor }) => {
  await page.goto("/rules");
  await ready(page);
  const rules = (reader: typeof page) => reader.locator("#rules > li").filter({ visible: true });
  const all = await rules(page).count();
  await page.getByRole("searchbox").fill("certificate");
  await expect.poll(() => rules(page).count()).toBeLessThan(all);
  const some = await rules(page).count();
  expect(some).toBeGreaterThan(0);
  await expect(page.getByRole("status")).toHaveText(`${some} of ${all}`);
  await page.getByLabel("Severity").selectOption("Critical");
  await expect.poll(() => rules(page).count()).toBeLessThan(some);
  await page.getByRole("searchbox").fill("no such thing");
  await expect(page.getByText("No rule speaks of that")).toBeVisible();

  const plain = await visitor({ javaScriptEnabled: false });
  await plain.goto("/rules");
  await expect(rules(plain)).toHaveCount(all);
  await plain.getByRole("searchbox").fill("load balancer");
  await plain.getByRole("button", { name: "Search" }).click();
  await expect(plain).toHaveURL(/search=load\+balancer/);
  expect(await rules(plain).count()).toBeLessThan(all);
  await rules(plain).getByRole("link").first().click();
  await expect(plain).toHaveURL(/\/rules\/[A-Z0-9-]+$/);
  for (const name of ["Why it matters", "When it is found", "How to mend it", "Where this comes from"]) {
    await expect(plain.getByRole("heading", { name })).toBeVisible();
  }
});

test("an unknown address gives the page that says so", async ({ page, trouble }) => {
  const response = await page.goto("/no/such/page");
  expect(response?.status()).toBe(404);
  await ready(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Page not found");
  await axe(page);
  // The browser itself reports the status in the console.
  expect(trouble.splice(0)).toEqual([expect.stringContaining("404")]);
});

test("an inline script without the nonce does not run", async ({ page, trouble }) => {
  await page.goto("/");
  await ready(page);
  const ran = await page.evaluate(() => {
    document.body.insertAdjacentHTML("beforeend", "<img src='data:,' onerror='window.ran = 1'>");
    const script = document.createElement("div");
    script.innerHTML = "<a href='javascript:window.ran = 1'>x</a>";
    document.body.append(script);
    script.querySelector("a")?.click();
    return new Promise((resolve) => setTimeout(() => resolve("ran" in window), 200));
  });
  expect(ran).toBe(false);
  const reports = trouble.splice(0);
  expect(reports.filter((report) => report.startsWith("policy: script-src-attr")).length).toBe(1);
  expect(reports.filter((report) => report.startsWith("policy: script-src-elem")).length).toBe(1);
});

test("the policy names a nonce that is new for each response", async ({ request }) => {
  const nonces = new Set<string>();
  for (let i = 0; i < 3; i += 1) {
    const response = await request.get("/");
    const policy = response.headers()["content-security-policy"];
    const nonce = /script-src 'nonce-([\w-]+)'/.exec(policy)?.[1] ?? "";
    expect(policy).not.toContain("unsafe-inline");
    expect(policy).not.toContain("'unsafe-eval'");
    expect(policy).toContain("frame-ancestors 'none'");
    const scripts = (await response.text()).match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) {
      expect(script).toContain(`nonce="${nonce}"`);
    }
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(3);
});

test("every response carries the headers, errors too", async ({ request }) => {
  for (const path of ["/", "/healthz", "/favicon.svg", "/no/such/page", "/s/none"]) {
    const headers = (await request.get(path)).headers();
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(headers["referrer-policy"], path).toBe("no-referrer");
    expect(headers["cross-origin-opener-policy"], path).toBe("same-origin");
    expect(headers["permissions-policy"], path).toContain("camera=()");
    expect(headers["content-security-policy"], path).toContain("default-src 'none'");
  }
});

test("the server is healthy, and files are compressed and kept", async ({ request }) => {
  const health = await request.get("/healthz");
  expect(health.status()).toBe(200);
  expect(await health.text()).toBe("ok\n");

  const html = await (await request.get("/")).text();
  const files = html.match(/\/pkg\/[^"]+/g) ?? [];
  expect(files.some((file) => file.endsWith(".wasm"))).toBe(true);
  for (const file of new Set(files)) {
    const response = await request.get(file, { headers: { "accept-encoding": "br" } });
    // Compressing a few words gains nothing.
    const small = (await response.body()).length < 256;
    expect(response.headers()["content-encoding"], file).toBe(small ? undefined : "br");
    expect(response.headers()["cache-control"], file).toContain("immutable");
    const again = await request.get(file, {
      headers: { "accept-encoding": "br", "if-none-match": response.headers()["etag"] },
    });
    expect(again.status(), file).toBe(304);
  }
});

test("the log names routes, never the addresses asked for", async ({ page, request, server }) => {
  const token = "c2VjcmV0LXNlY3JldC1zZWNyZXQ";
  for (const path of [`/s/${token}`, `/s/${token}/more`, `/?from=${token}`, `/no/${token}`]) {
    await request.get(path);
  }
  await page.goto("/");
  await expect.poll(() => server.log()).toContain("/s/{token}");
  expect(server.log()).not.toContain(token);
});
