// The browser that the tests and the benchmarks drive. CHROMIUM names an installed one; without it Playwright uses its own. The
// switches keep a container without graphics card, sandbox or network quiet, so that a refused connection is always a finding about our pages.
export const browser = {
  executablePath: process.env.CHROMIUM,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};
