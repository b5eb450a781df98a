import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LocalClient } from "../../infra/commands/client.ts";
import { complaintsOf, openPage } from "../support/browser.ts";
import { type RunningHost, startHost } from "../support/host.ts";

let host: RunningHost;
let other: Server;
let otherPort: number;

/** A page of another site that attacks the local run with a form, a fetch, an image and a link. */
function attack(): string {
  const clock = `${host.url}/__local/clock`;
  return `<!doctype html><title>Other</title>
<form id="form" method="post" enctype="text/plain" action="${clock}"><input name='{"advance":"P50Y","x":"' value='"}'></form>
<a id="link" href="${host.url}/__local/candidates">Win a prize</a>
<img src="${host.url}/__local/secrets">
<script>
  window.tried = Promise.allSettled([
    fetch("${host.url}/__local/token", { method: "POST", mode: "no-cors", body: '{"sub":"eve"}' }),
    fetch("${clock}", { method: "POST", body: '{"advance":"P50Y"}' }),
    fetch("${clock}", { method: "POST", body: '{"advance":"P50Y"}', headers: { "content-type": "application/json" } }),
  ]).then((all) => all.map(({ status, value }) => status === "fulfilled" ? value.type : status));
</script>`;
}

beforeAll(async () => {
  host = await startHost();
  other = createServer((_, response) => response.setHeader("content-type", "text/html").end(attack()));
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const address = other.address();
  otherPort = typeof address === "object" && address !== null ? address.port : 0;
}, 120_000);

afterAll(async () => {
  other.closeAllConnections();
  other.close();
  await host.stop();
});

test.each(["127.0.0.1", "localhost"])(
  "a page of another site at %s moves no clock, reads nothing, and leads to a page from which one can go on",
  async (name) => {
    const client = new LocalClient(host.url);
    const before = Date.parse(await client.now());
    const page = await openPage(`http://${name}:${otherPort}/`);
    const refused: string[] = [];
    page.on("response", (response) => {
      if (response.status() === 403) refused.push(new URL(response.url()).pathname);
    });

    expect(await page.evaluate("tried")).toEqual(["opaque", "rejected", "rejected"]);
    await page.evaluate("document.getElementById('form').submit()");
    await expect.poll(() => page.url()).toBe(`${host.url}/__local/clock`);
    expect(await page.locator("body").innerText()).toContain("other-site");
    await page.goBack();
    await page.getByRole("link", { name: "Win a prize" }).click();
    await expect.poll(async () => await page.locator("main").innerText()).toContain("Another site led here.");

    expect(refused).toEqual(expect.arrayContaining(["/__local/clock", "/__local/candidates"]));
    expect(Date.parse(await client.now()) - before).toBeLessThan(60_000);
    await page.getByRole("link", { name: "Candidates", exact: true }).click();
    await page.getByLabel("Your e-mail address").fill("ana@example.org");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect.poll(async () => await page.locator("main").innerText()).toContain("Signed in as ana@example.org");
  },
);

test("a page of the host leads to the sandbox, and its forms are taken", async () => {
  const page = await openPage(`${host.url}/docs`);
  await page.evaluate("location.assign('/__local/candidates')");
  await page.getByLabel("Your e-mail address").fill("bo@example.org");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect.poll(async () => await page.locator("main").innerText()).toContain("Signed in as bo@example.org");

  expect(complaintsOf(page)).toEqual([]);
});
