import { defineConfig } from "@playwright/test";
import { browser } from "./support/browser.mjs";

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  // Generous: a busy machine is not a fault, and what hangs is seen soon enough.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  fullyParallel: true,
  workers: 2,
  forbidOnly: !!process.env.CI,
  // A test that fails now and then is wrong, or the product is: either way it is to be looked into.
  retries: 0,
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    headless: true,
    launchOptions: browser,
    viewport: { width: 1366, height: 768 },
    // Reports and traces must not be the only place where a failure shows.
    trace: "retain-on-failure",
  },
});
