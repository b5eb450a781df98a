import { html } from "hono/html";
import { expect, test } from "vitest";
import { page } from "../../shared/pages/page.ts";
import { audit, complaintsOf, openPage } from "../support/browser.ts";
import { served } from "../support/served-pages.ts";

const wrong = html`<img src="data:,"><script>document.title = "ran"</script>`;
const right = html`<p class="status good">Valid</p><p><a href="/docs">Read on</a></p>`;

const origin = await served((path) => page("A page", path === "/wrong" ? wrong : right));

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
