// What holds for every page: it renders without JavaScript, hydrates, is accessible, and comes with its headers.

import { axe, expect, hydrated, test } from "../support/test.ts";

const PAGES = ["/", "/new", "/tasks", "/rules"];

for (const path of PAGES) {
  test(`${path} hydrates and is accessible in both themes`, async ({ page }) => {
    const response = await page.goto(path);
    expect(response?.status()).toBe(200);
    await hydrated(page);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await axe(page);
    }
  });
}

test("the navigation works before and after hydration", async ({ browser, page, baseURL }) => {
  await page.goto("/");
  await hydrated(page);
  await page.evaluate(() => Object.assign(window, { stays: true }));
  await page.getByRole("link", { name: "Tasks" }).click();
  await expect(page).toHaveURL(/\/tasks$/);
  await expect(page).toHaveTitle("Tasks · Rackboard");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tasks");
  expect(await page.evaluate(() => "stays" in window), "the page was not loaded anew").toBe(true);

  const plain = await browser.newContext({ javaScriptEnabled: false, baseURL });
  const still = await plain.newPage();
  await still.goto("/");
  await still.getByRole("link", { name: "Rules" }).click();
  await expect(still.getByRole("heading", { level: 1 })).toHaveText("Rules");
  await plain.close();
});

test("an unknown address gives the page that says so", async ({ page, trouble }) => {
  const response = await page.goto("/no/such/page");
  expect(response?.status()).toBe(404);
  await hydrated(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Page not found");
  await axe(page);
  // The browser itself reports the status in the console.
  expect(trouble.splice(0)).toEqual([expect.stringContaining("404")]);
});

test("an inline script without the nonce does not run", async ({ page, trouble }) => {
  await page.goto("/");
  await hydrated(page);
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
    expect(response.headers()["content-encoding"], file).toBe("br");
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
