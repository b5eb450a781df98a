import { createServer } from "node:http";
import { html } from "hono/html";
import { afterAll, beforeAll, expect, test } from "vitest";
import { page } from "../../shared/pages/page.ts";
import { audit, complaintsOf, openPage } from "../support/browser.ts";

const wrong = html`<img src="data:,"><script>document.title = "ran"</script>`;
const right = html`<p class="status good">Valid</p><p><a href="/docs">Read on</a></p>`;

const server = createServer(({ url }, response) => {
  const { body, headers } = page("A page", url === "/wrong" ? wrong : right);
  response.writeHead(200, headers).end(body);
});
let origin: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
});
afterAll(() => {
  server.close();
});

test.each(["light", "dark"] as const)(
  "the layout of our pages has no fault that axe finds, in %s",
  async (colorScheme) => {
    const opened = await openPage(`${origin}/`, { colorScheme });
    expect(await audit(opened)).toEqual([]);
    expect(complaintsOf(opened)).toEqual([]);
  },
);

test("the audit finds a fault, and no script runs in our pages", async () => {
  const opened = await openPage(`${origin}/wrong`);
  expect((await audit(opened)).map(({ rule }) => rule)).toEqual(["image-alt"]);
  expect(await opened.title()).toBe("A page");
  expect(complaintsOf(opened)).toEqual([expect.stringMatching(/Content Security Policy/)]);
});
