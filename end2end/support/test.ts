// The `test` of every file here: a page watched for trouble, on a server of its own worker.

import { AxeBuilder } from "@axe-core/playwright";
import { type BrowserContext, type BrowserContextOptions, expect, type Page, test as base } from "@playwright/test";
import { type Server, startServer } from "./server.ts";

interface PerTest {
  /** What went wrong in any page of the test; must be empty at its end. A test that provokes an error removes it. */
  trouble: string[];
  /** Opens a browser of somebody else: nothing in common with the first one, and watched like it. */
  visitor(options?: BrowserContextOptions): Promise<Page>;
}

interface PerWorker {
  server: Server;
}

export const test = base.extend<PerTest, PerWorker>({
  server: [
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      expect(await server.stop(), "exit code of the server").toBe(0);
    },
    { scope: "worker" },
  ],

  baseURL: async ({ server }, use) => use(server.url),

  trouble: async ({}, use) => use([]),

  // Overridden, so that pages a test opens itself are watched too.
  context: async ({ context, server, trouble }, use) => {
    await watch(context, server.url, trouble);
    await use(context);
    expect(trouble, "console errors, page errors, other hosts, policy violations").toEqual([]);
  },

  visitor: async ({ browser, server, trouble, context: _ }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1366, height: 768 }, ...options });
      opened.push(context);
      await watch(context, server.url, trouble);
      return context.newPage();
    });
    await Promise.all(opened.map((context) => context.close()));
  },
});

export { expect };

/** Collects in `trouble` whatever no page may do. */
export async function watch(context: BrowserContext, origin: string, trouble: string[]): Promise<void> {
  await context.exposeBinding("reportViolation", (_source, text: string) => {
    trouble.push(text);
  });
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const report = (window as unknown as { reportViolation(text: string): void }).reportViolation;
      report(`policy: ${event.effectiveDirective} blocked ${event.blockedURI} (${event.sourceFile}:${event.lineNumber})`);
    });
  });
  context.on("console", (message) => {
    if (message.type() === "error") {
      trouble.push(`console: ${message.text()}`);
    }
  });
  context.on("weberror", (error) => {
    trouble.push(`page error: ${error.error().message}`);
  });
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && url.protocol !== "data:" && url.protocol !== "blob:") {
      trouble.push(`other host: ${request.method()} ${url.origin}`);
    }
  });
}

/** Waits until the page has everything that scripts add to it. */
export async function ready(page: Page): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("data-ready", "");
}

/** The same in the light and in the dark theme. */
export async function axeInBothThemes(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await axe(page);
  }
  await page.emulateMedia({ colorScheme: null });
}

/** Fails if axe finds a serious or critical barrier in the page as it is now. */
export async function axe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  expect(grave, `accessibility of ${new URL(page.url()).pathname}`).toEqual([]);
}
