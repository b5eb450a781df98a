import { beforeAll, expect, test } from "vitest";
import { type RunningHost, sharedHost } from "../support/host.ts";

/** People use the sandbox in a browser: they follow links and send forms. */

let host: RunningHost;

beforeAll(async () => {
  host = await sharedHost();
}, 120_000);

type Fields = Readonly<Record<string, string>>;

/** A page as a browser has it after the redirects, with the place where it ended. */
async function page(path: string, fields?: Fields): Promise<{ path: string; text: string }> {
  const method = fields === undefined ? {} : { method: "POST", body: new URLSearchParams(fields) };
  const answer = await fetch(`${host.url}${path}`, { headers: { accept: "text/html" }, ...method });
  const text = await answer.text();
  expect(answer.status, `${path}: ${text}`).toBe(200);
  return { path: answer.url.slice(host.url.length), text };
}

/** The first group of a pattern in a page. */
function found(text: string, pattern: RegExp): string {
  const [, first] = pattern.exec(text) ?? [];
  expect(first, `${pattern} in ${text}`).toBeDefined();
  return (first ?? "").replaceAll("&amp;", "&");
}

/** Books at the test centre that a link leads to, with the fields that it fills in, and passes there. Answers the booking. */
async function sitAt(link: string, fields: Fields): Promise<string> {
  const { pathname, searchParams } = new URL(link, host.url);
  const date = found((await page(link)).text, /name="date" type="date" value="([^"]+)"/);
  const booked = await page(`${pathname}/bookings`, {
    ...Object.fromEntries(searchParams),
    date,
    time: "09:00",
    ...fields,
  });
  const [booking = ""] = booked.path.split("?");
  await page(`${booking}/sit`, { outcome: "pass", moveClock: "on" });
  return (await page(booking)).text;
}

const signIn = async (email: string) => (await page("/__local/candidates", { email })).path;

test("a candidate whose address has a plus sign goes the whole way, and each link of an e-mail leads to this host", async () => {
  const at = await signIn("ana+test@example.org");
  expect(at).toBe("/__local/candidates/ana%2Btest%40example.org");
  const ordered = await page(`${at}/orders`, { certificationId: "acp-cloud-computing" });
  const order = found(ordered.text, /orders\/([^/"]+)\/pay/);
  const paid = await page(`${at}/orders/${order}/pay`, { once: "1" });
  const authorizationCode = found(paid.text, /name="authorizationCode" value="([^"]+)"/);
  const person = { givenName: "Ana", familyName: "Sá", country: "PT" };
  const certificationId = "acp-cloud-computing";
  const active = await page(`${at}/registrations`, { authorizationCode, certificationId, ...person });
  await sitAt(found(active.text, /href="(\/__local\/test-centers\/prometric\?[^"]+)"/), {
    exam: "written",
    place: "LIS-01",
  });
  const passed = await page(at);
  const claimed = await page(`${at}/certificates/${found(passed.text, /certificates\/([^/"]+)\/claim/)}/claim`, {});
  expect(claimed.text).toContain("Cloud Computing Professional: valid");

  const verified = async () => (await page(found(claimed.text, /href="(\/verify\/[^"]+)"/))).text;
  const name = `${person.givenName} ${person.familyName}`;
  expect(await verified()).toContain(name);
  const hidden = await page(`${at}/${found(claimed.text, /(certificates\/[^/"]+\/hide)/)}`, {});
  expect(hidden.text).toContain("Hidden. The public page");
  expect(await verified()).not.toContain(name);
  const again = await page(`${at}/${found(hidden.text, /(certificates\/[^/"]+\/show)/)}`, {});
  expect(again.text).toContain("Hide my name on its page");
  expect(await verified()).toContain(name);

  const mails = await (await fetch(`${host.url}/__local/mail?to=ana+test@example.org`)).text();
  const links = [...mails.matchAll(/https?:\/\/[^\s"\\<]+/g)].map(([link]) => link);
  // The instructions of the exam are the catalogue's, and the site is the programme's.
  const others = /^https:\/\/(learn\.example\.org\/|cloudpractice\.example$)/;
  const ours = links.filter((link) => !others.test(link));
  expect(ours).toContainEqual(expect.stringContaining("/verify/"));
  expect(ours.filter((link) => !link.startsWith(`${host.url}/`))).toEqual([]);
});

test("a partner takes coupons, a member joins, sits with an exam code, binds the pass, and it counts", async () => {
  const partner = (await page("/__local/partners", { name: "Cloud & Co", email: "mia@example.org" })).path.split(
    "?",
  )[0];
  expect((await page("/__local/partners")).text).toContain("Cloud &amp; Co");
  await page(`${partner}/coupons`, { exam: "acp-cloud-computing written", quantity: "1" });
  const invited = await page(`${partner}/invitations`, {});
  const invitation = found(invited.text, /href="\/__local\/candidates\?invitation=([^"]+)"/);

  expect((await page(`/__local/candidates?invitation=${invitation}`)).text).toContain(`value="${invitation}"`);
  const mei = await page("/__local/candidates", { email: "mei@example.org", invitation });
  const at = mei.path.split("?")[0] ?? "";
  await page(`${at}/applications`, { token: found(mei.text, /name="token" value="([^"]+)"/), fullName: "Mei Lin" });
  const waiting = await page(`${partner}`);
  const approved = await page(
    `${partner}/applications/${found(waiting.text, /applications\/([^/"]+)\/approve/)}/approve`,
    {},
  );
  const code = found(approved.text, /exam-codes\/([^/"]+)\/assign/);
  const given = await page(`${partner}/exam-codes/${code}/assign`, { accountId: "mei@example.org" });
  expect(given.text).toContain("assigned");

  const link = found((await page(at)).text, /href="(\/__local\/test-centers\/pearson-vue\?[^"]+)"/);
  const booking = await sitAt(link, { place: "online" });
  const candidateId = found(booking, /Candidate ID<\/dt>\s*<dd><code>([^<]+)/);
  const registrationId = found(booking, /Registration ID<\/dt>\s*<dd><code>([^<]+)/);
  const bound = await page(`${at}/bindings`, { certificationId: "acp-cloud-computing", candidateId, registrationId });
  expect(bound.text).toContain("Cloud Computing Professional: valid");
  const counted = (await page(`${partner}`)).text;
  expect(counted).toMatch(/<th scope="row">acp<\/th><td>11<\/td><td>1<\/td><td>10<\/td><td>1<\/td>/);
});

test("what the API refuses a partner stands on its page in words", async () => {
  const partner = (await page("/__local/partners", { name: "Otto Ltd", email: "otto@example.org" })).path.split("?")[0];
  const body = new URLSearchParams({ exam: "acp-cloud-computing written", quantity: "90" });
  const answer = await fetch(`${host.url}${partner}/coupons`, {
    method: "POST",
    body,
    headers: { accept: "text/html" },
  });

  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(await answer.text()).toContain('role="alert"');
  expect((await fetch(`${host.url}/__local/partners/par_none`, { headers: { accept: "text/html" } })).status).toBe(404);
});
