import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { LocalClient } from "../../infra/commands/client.ts";
import { tellStory } from "../../infra/commands/demo.ts";
import { tellPartnerStory } from "../../infra/commands/partner-story.ts";
import type { RequestOf } from "../../shared/client/client.ts";
import { plusDays, plusMonths } from "../../shared/domain/instant.ts";
import { coloursOf, unbaked } from "../support/baked.ts";
import { describesItself } from "../support/conformity.ts";
import { customer, provider } from "../support/customer.ts";
import { type RunningHost, startHost, startRefused, temporaryData } from "../support/host.ts";

/** A host that was built with the programme of another body: `test/fixtures/other-programme`. */
let host: RunningHost;
let client: LocalClient;

beforeAll(async () => {
  host = await startHost({ environment: { PROGRAMME: "test/fixtures/other-programme/programme.ts" } });
  client = new LocalClient(host.url);
  await describesItself(host.url);
}, 90_000);

afterAll(async () => {
  await host.stop();
});

/** The certificate that one test claims and others look at. */
const given: { certificate: { links?: unknown } } = { certificate: {} };
const linksShape = z.looseObject({ verify: z.string(), badge: z.string(), credential: z.string() });

const staff = { sub: "staff", groups: ["certrail-staff"] };
const testCenter = { id: "HAM-01", name: "Speicherstadt", city: "Hamburg", country: "DE", timeZone: "Europe/Berlin" };

function person(name: string) {
  const sub = `${name.toLowerCase()}-${randomUUID().slice(0, 8)}`;
  return { sub, email: `${sub}@example.org`, name };
}

async function paid(who: ReturnType<typeof person>, items: RequestOf<"placeOrder">["body"]["items"]) {
  const buyer = customer(host.url, who);
  const { orderId, total } = (await buyer.placeOrder({ body: { items } })).body;
  const data = { orderId, paymentId: `pay_${orderId}`, ...total };
  const body = { type: "payment.succeeded" as const, occurredAt: await client.now(), data };
  await provider(host.url, "payments").confirmPayment({ body });
  return (await buyer.getOrder({ params: { orderId } })).body;
}

async function activated(who: ReturnType<typeof person>, certificationId: string, authorizationCode: string) {
  const candidate = { givenName: who.name, familyName: "Maris", email: who.email, country: "DE" };
  const body = { authorizationCode, certificationId, candidate };
  return (await customer(host.url, who).register({ body })).body;
}

async function mailTo(email: string): Promise<string> {
  const { body } = await client.send("GET", `/__local/mail?to=${encodeURIComponent(email)}`);
  return z
    .array(z.object({ subject: z.string(), text: z.string() }))
    .parse(body)
    .map(({ subject, text }) => `${subject}\n${text}`)
    .join("\n\n");
}

const day = (instant: string | undefined) => instant?.slice(0, 10);

describe("another body's programme", () => {
  test("has its catalogue, its currency and its own senders, and none of the default one's", async () => {
    const { data } = (await customer(host.url, staff).listCertifications()).body;
    expect(data.map(({ certificationId, price }) => [certificationId, price.currency]).toSorted()).toEqual([
      ["harbour-master-estuaries", "EUR"],
      ["mate-harbours", "EUR"],
      ["pilot-estuaries", "EUR"],
    ]);
    expect(Object.keys(await client.secrets()).toSorted()).toEqual(["guild-hall", "kryterion", "payments", "psi"]);
    expect((await client.webhook("prometric", {})).status).toBe(404);
  });

  test("takes a candidate from the order to the certificate, by a test centre that the default one does not know", async () => {
    const ana = person("Ana");
    const [asAna, kryterion] = [customer(host.url, ana), provider(host.url, "kryterion")];
    const certificationId = "harbour-master-estuaries";
    const order = await paid(ana, [{ product: "certification", certificationId, quantity: 1 }]);
    expect(order.total).toEqual({ amount: 78_000, currency: "EUR" });
    const [code] = order.authorizationCodes ?? [];
    expect(day(code?.expiresAt)).toBe(day(plusMonths(order.paidAt ?? "", 18)));
    const open = await activated(ana, certificationId, code?.code ?? "");
    const { code: eligibilityCode = "", expiresAt } = open.eligibilityCode ?? {};
    expect(expiresAt).toBe(plusMonths(open.openedAt, 6));
    expect(open.exams.map(({ exam, status }) => [exam, status])).toEqual([
      ["theory", "to-book"],
      ["manoeuvre", "locked"],
    ]);

    const numbers = { theory: "KR-HP204817", manoeuvre: "KR-HP204818" };
    for (const [exam, confirmationNumber] of Object.entries(numbers)) {
      const looked = { query: { exam } };
      const asked = { params: { provider: "kryterion", code: eligibilityCode }, ...looked };
      expect((await kryterion.checkEligibility(asked)).body).toMatchObject({ eligible: true, bookBefore: expiresAt });
      const elsewhere = { params: { provider: "psi", code: eligibilityCode }, ...looked };
      expect((await provider(host.url, "psi").checkEligibility(elsewhere)).body.eligible).toBe(false);

      const startsAt = plusDays(await client.now(), 3);
      const booking = { confirmationNumber, eligibilityCode, exam, startsAt, testCenter };
      expect(await reported("kryterion", "appointment.booked", booking)).toMatchObject({ status: "applied" });
      expect(await mailTo(ana.email)).toContain(confirmationNumber);
      await client.send("POST", "/__local/clock", { body: { advance: "P3DT1H" } });
      const sat = { resultId: `K-${randomUUID()}`, exam, outcome: "pass", takenAt: startsAt, confirmationNumber };
      expect(await reported("kryterion", "result.reported", sat)).toMatchObject({ status: "applied" });
    }

    const [certificate] = (await asAna.listCertificates()).body.data;
    const params = { certificateId: certificate?.certificateId ?? "" };
    const claimed = (await asAna.claimCertificate({ params })).body;
    expect(claimed.validUntil).toBe(plusMonths(claimed.claimedAt ?? "", 36));
    const { certificateNumber } = claimed;
    const verified = await customer(host.url, staff).verifyCertificate({ params: { certificateNumber } });
    expect(verified.body).toMatchObject({ status: "valid", holderName: "Ana Maris" });
    given.certificate = (await asAna.getCertificate({ params })).body;
    const page = await (await fetch(`${host.url}/verify/${certificateNumber}`)).text();
    expect(page).toContain("Harbour Master");
    expect(page).toContain("Harbour Pilots’ Guild");
  });

  test("has badge, card and credential in its own colours and words, and nothing of the default one's", async () => {
    const certificate = given.certificate;
    const links = linksShape.parse(certificate.links);
    const bytesAt = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());
    const svg = await textAt("/badges/harbour-master-estuaries.svg");
    const pictures = [await bytesAt(links.badge), await bytesAt(`${links.verify}/card.png`)];
    const jwt = (await bytesAt(links.credential)).toString();

    expect(unbaked(pictures[0] ?? Buffer.alloc(0))).toBe(jwt);
    for (const colours of [svg, ...pictures.map((each) => coloursOf(each).join(" "))]) {
      expect(colours).toContain("#7a1f2b");
      for (const ours of ["#123c69", "#b8862d"]) expect(colours).not.toContain(ours);
    }
    const credential = Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString();
    expect(credential).toContain("https://pilots.example");
    for (const text of [svg, credential, JSON.stringify(links).replaceAll(host.url, "")]) {
      expect(text).toContain("Harbour Pilots’ Guild");
      expect(text).not.toMatch(/certrail|cloud ?practice/i);
    }
  });

  test("refuses a number that is none of the centre's, and names the field", async () => {
    const booking = { eligibilityCode: "ACTC-0000-0000-0000-0000-0", exam: "theory", testCenter };
    const data = { ...booking, startsAt: "2030-01-01T00:00:00Z", confirmationNumber: "8850012345" };
    const body = { type: "appointment.booked", occurredAt: await client.now(), data };
    const { status, text } = await client.webhook("kryterion", body);

    expect(status).toBe(422);
    expect(text).toContain('"/data/confirmationNumber"');
    expect(text).toContain("is not a confirmation number of Kryterion");
  });

  test("binds a pass of the centre that takes its partners' exam codes, which it has coupons for by steps", async () => {
    const mia = { ...person("Mia"), name: "Mia Main" };
    const asked = { name: "Elbe Towage", mainAccountId: mia.sub, mainAccountEmail: mia.email };
    const { partnerId } = (await customer(host.url, staff).createPartner({ body: asked })).body;
    const certificationId = "pilot-estuaries";
    const coupons = { certificationId, exam: "theory", quantity: 4 };
    const asMia = customer(host.url, mia);
    const issued = (await asMia.applyForBenefits({ params: { partnerId }, body: coupons })).body;
    const [examCode = ""] = issued.examCodes;
    expect([issued.remaining, issued.expiresAt]).toEqual([0, plusMonths(issued.at, 9)]);
    await asMia.assignExamCode({ params: { code: examCode }, body: { accountId: mia.sub } });

    const pair = { candidateId: "PSI-77", registrationId: "PSI-2048" };
    const asking = (await asMia.bindSitting({ body: { certificationId, ...pair, fullName: "Mia Main" } })).body;
    expect(asking).toMatchObject({ status: "pending", provider: "psi", retryUntil: plusDays(asking.askedAt, 5) });
    const now = await client.now();
    const sat = { resultId: `P-${randomUUID()}`, exam: "theory", outcome: "pass", takenAt: now };
    await reported("psi", "result.reported", { ...sat, ...pair, examCode, delivery: "online" });
    const { bindingId } = asking;
    expect((await asMia.getBinding({ params: { bindingId } })).body.status).toBe("bound");
    expect((await asMia.getTally({ params: { partnerId } })).body.levels.pilot).toEqual({ valid: 1, counted: 1 });
    expect(await mailTo(mia.email)).toContain("Pilot for Estuaries");
  });

  test("is what the demo tells, and the sandbox's centres and candidates play", async () => {
    expect((await tellStory(client, () => undefined)).status).toBe("valid");
    expect(await tellPartnerStory(client, () => undefined)).toBe("valid");
    const ben = person("Ben");
    const [code] =
      (await paid(ben, [{ product: "redemption-code", level: "mate", quantity: 1 }])).authorizationCodes ?? [];
    expect(code).toMatchObject({ edition: "general-purpose", levels: ["mate"] });
    const { registrationId } = await activated(ben, "mate-harbours", code?.code ?? "");
    const root = "/__local/test-centers";
    const home = await client.send("GET", root);
    const centers = z.object({ centers: z.array(z.object({ center: z.string(), kind: z.string() })) }).parse(home.body);
    expect(centers.centers).toEqual([
      { center: "kryterion", kind: "eligibility-code" },
      { center: "psi", kind: "exam-code" },
      { center: "guild-hall", kind: "registration" },
    ]);

    const page = await (await fetch(`${host.url}/__local/candidates/${encodeURIComponent(ben.email)}`)).text();
    expect(page).toContain('<option value="pilot-estuaries" selected>');
    const begun = await client.send("POST", `${root}/guild-hall/bookings`, { body: { registrationId } });
    const { bookingId } = z.object({ bookingId: z.string() }).parse(begun.body);
    await client.send("POST", `${root}/bookings/${bookingId}/sit`, { body: { outcome: "pass" } });
    const registration = await customer(host.url, ben).getRegistration({ params: { registrationId } });
    expect(registration.body).toMatchObject({ status: "passed", exams: [{ exam: "quiz", status: "passed" }] });
  });

  test("leaves nothing of the default one in the description, the pages, the problems and the e-mails", async () => {
    const guide = [
      "",
      "/getting-started",
      "/candidates",
      "/partners",
      "/test-centers",
      "/payments",
      "/staff",
      "/states",
      "/authentication",
      "/idempotency",
      "/paging",
      "/webhooks",
      "/errors",
    ];
    const codes = [...(await textAt("/docs/errors")).matchAll(/href="(\/problems\/[a-z-]+)"/g)].map(
      ([, path = ""]) => path,
    );
    expect(codes.length).toBeGreaterThan(50);
    const sandbox = ["", "/kryterion", "/psi", "/guild-hall"].map((path) => `/__local/test-centers${path}`);
    const paths = ["/openapi.json", "/v1/issuer", ...guide.map((path) => `/docs${path}`), ...codes, ...sandbox];
    const mails = (await client.send("GET", "/__local/mail")).text;
    expect(mails).toContain("KR-HP204817");
    const texts: (readonly [string, string])[] = [["mails", mails]];
    for (const path of new Set(paths)) texts.push([path, await textAt(path)]);

    const names = /prometric|pearson|academy|certrail|cloud computing|cloud-computing/i;
    const levels = /\b(clouder|aca|acp|ace)\b|\bwritten exam|exam[":= ]+written|\blab\b/i;
    const others = /\bUSD\b|dollar|\b8850012\d+|\b(1 year|one year|2 years|3 days|30 days)\b/i;
    const found = texts.flatMap(([path, whole]) => {
      // The group of the deployment's staff is a setting, and no part of the programme.
      const text = whole.replaceAll(/certrail-staff/gi, "");
      return [names, levels, ...(path.startsWith("/__local") ? [] : [others])].flatMap((pattern) => {
        const [word] = pattern.exec(text) ?? [];
        return word === undefined ? [] : [`${path}: ${word}`];
      });
    });
    expect(found).toEqual([]);
  });

  test("shows verifiers and invited people its own look and language, and nothing of ours", async () => {
    const ana = { sub: "story-ana", email: "ana@example.org" };
    const mails = (await client.send("GET", "/__local/mail")).text;
    const [, number = ""] = /(CRT-[\w*~$=-]+)/.exec(mails) ?? [];
    const certificate = `/verify/${number}`;
    const asked = { name: "Weser Towage", mainAccountId: ana.sub, mainAccountEmail: ana.email };
    const { organizationId } = (await customer(host.url, staff).createPartner({ body: asked })).body;
    const { token } = (await customer(host.url, ana).createInvitation({ params: { organizationId } })).body;
    const paths = {
      [certificate]: "Diese Urkunde ist echt und gilt bis",
      "/verify": "Eine Urkunde prüfen",
      "/verify/CRT-1": "Keine solche Urkunde",
      "/verify?number=x": "Darin steht keine Nummer",
      [`/invitations/${token}`]: "Weser Towage",
      "/invitations/x": "Diese Einladung gilt nicht",
      "/v1/certificates/CRT-1/certificate.pdf": "Harbour Pilots’ Guild",
    };

    for (const [path, said] of Object.entries(paths)) {
      const page = await textAt(path);
      expect(page).toContain(said);
      expect(page).toContain("Gilde der Hafenlotsen e. V.");
      expect(page).toContain("#7a1f2b");
      expect([path, /certrail|cloud practice|#123c69|#b8862d/i.exec(page)?.[0]]).toEqual([path, undefined]);
      const words = page
        .replace(/<style>.*<\/style>/s, "")
        .replaceAll(host.url, "")
        .replaceAll(/\/verify\//g, "")
        .replaceAll(/<[^>]*>/g, " ");
      const english = /\b(verify|valid|issued|skills|exams|details|number|skip)\b/i.exec(words);
      expect([path, english?.[0], page.includes('<html lang="de">')]).toEqual([path, undefined, true]);
    }
    const typed = encodeURIComponent(`${host.url}${certificate}?fbclid=x`);
    const { headers, url } = await fetch(`${host.url}/verify?number=${typed}`);
    expect(url).toBe(`${host.url}${certificate}`);
    expect(headers.get("x-robots-tag")).toBe("all");
  });

  test("tells its own periods, names and money where the default one's would stand", async () => {
    const [states, started, webhooks, document] = await Promise.all(
      ["/docs/states", "/docs/getting-started", "/docs/webhooks", "/openapi.json"].map(textAt),
    );

    for (const period of ["18 months", "6 months", "3 years", "9 months", "5 days", "4 days", "14 days"]) {
      expect(states).toContain(period);
    }
    expect(started).toContain("120 euros");
    expect(started).toContain("pilot-estuaries");
    expect(webhooks).toContain("/v1/webhooks/kryterion");
    expect(document).toContain("Harbour Pilots’ Guild");
    expect(await textAt("/problems/authorization-code-expired")).toContain("18 months");
    expect(await textAt("/problems/invitation-expired")).toContain("14 days");
    expect(await textAt("/problems/retake-too-early")).toContain("11 days");
    expect(await textAt("/problems/authorization-code-edition-not-allowed")).toContain("Harbour Master");
  });
});

describe("a programme that cannot be used ends the start in words", () => {
  test("if there is no such file", async () => {
    const { code, output } = await startRefused({ environment: { PROGRAMME: "programmes/none.ts" } });
    expect([code, output]).toEqual([1, expect.stringContaining("There is no programme programmes/none.ts")]);
    expect(output).not.toContain("    at ");
  });

  test("if it has faults: each is named", async () => {
    const data = temporaryData();
    const file = join(data.path, "programme.ts");
    const fixture = join(import.meta.dirname, "..", "fixtures", "other-programme", "programme.ts");
    writeFileSync(
      file,
      `import { versions as guild } from ${JSON.stringify(fixture)};
export const versions = guild.map((each) => ({ ...each, orderDays: 0, name: "" }));\n`,
    );
    try {
      const { code, output } = await startRefused({ environment: { PROGRAMME: file } });
      expect(code).toBe(1);
      expect(output).toContain("programme version 1: the programme has no name");
      expect(output).toContain("programme version 1: orderDays must be a whole number from 1");
      expect(output).not.toContain("    at ");
    } finally {
      data.remove();
    }
  });
});

test("a data directory of a programme with other levels ends the start in one line, and a start with its own goes on", async () => {
  const data = temporaryData();
  const own = { dataDirectory: data.path, environment: { PROGRAMME: "test/fixtures/other-programme/programme.ts" } };
  try {
    await (await startHost(own)).stop();
    const { code, output } = await startRefused({ dataDirectory: data.path });
    expect([code, output.trim().split("\n").at(-1)]).toEqual([
      1,
      expect.stringMatching(
        /^DATA_DIR .* belongs to another programme \(level .*\)\. Name another folder, or delete it\.$/,
      ),
    ]);
    await (await startHost(own)).stop();
  } finally {
    data.remove();
  }
}, 120_000);

async function reported(sender: string, type: string, data: object): Promise<unknown> {
  return (await client.webhook(sender, { type, occurredAt: await client.now(), data })).body;
}

/** As a browser gets it, where there is a page. */
async function textAt(path: string): Promise<string> {
  return (await fetch(`${host.url}${path}`, { headers: { accept: "text/html,*/*;q=0.8" } })).text();
}
