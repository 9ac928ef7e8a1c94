// The watch that every other test relies on must itself see trouble.

import { expect, test } from "@playwright/test";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { watch } from "../support/test.ts";

const TROUBLES: Record<string, [script: string, report: RegExp]> = {
  "an error in the console": ["console.error('it broke')", /^console: it broke$/],
  "an error nobody caught": ["setTimeout(() => { throw new Error('it broke') })", /^page error: it broke$/],
  "a promise nobody caught": ["Promise.reject(new Error('it broke'))", /^page error: it broke$/],
  "a request to another host": ["new Image().src = 'http://127.0.0.1:9/pixel.png'", /^other host: GET http:\/\/127\.0\.0\.1:9$/],
  "something the policy forbids": ["document.body.setAttribute('style', 'color: red')", /^policy: style-src-attr blocked inline/],
};

for (const [name, [script, report]] of Object.entries(TROUBLES)) {
  test(`${name} is seen`, async ({ browser }) => {
    const server = createServer((_request, response) => {
      const policy = "style-src 'self'; script-src 'unsafe-inline'";
      response.writeHead(200, { "content-type": "text/html", "content-security-policy": policy });
      response.end(`<!doctype html><title>Trouble</title><link rel="icon" href="data:,"><body><script>${script}</script>`);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const context = await browser.newContext();
    const trouble: string[] = [];
    await watch(context, origin, trouble);
    const page = await context.newPage();
    await page.goto(origin);
    await expect.poll(() => trouble.find((line) => report.test(line))).toBeDefined();
    await context.close();
    server.close();
  });
}
