import { describe, expect, test } from "vitest";
import { handler as fallback } from "../../../functions/describe-api/handler.ts";
import { handler as docs } from "../../../functions/show-docs/handler.ts";
import { getBakedBadge } from "../../../shared/contract/certificate/badges.ts";
import { getCertificatePdf } from "../../../shared/contract/certificate/credentials.ts";
import { showVerification, showVerifyForm } from "../../../shared/contract/certificate/verification-operations.ts";
import { getDocs, getGuide, getProblem } from "../../../shared/contract/description.ts";
import { operations } from "../../../shared/contract/operations/operations.ts";
import { showInvitation } from "../../../shared/contract/partner/invitation-operations.ts";
import { ownDescription } from "../../support/described.ts";
import { dispatch, invoke } from "../../support/invoke.ts";
import { call } from "../calls.ts";

const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
const programs = ["application/json", "*/*", ""];
const certificateNumber = "CRT-7F3K-9QXW-2M8T-R5VN-8";

/** A refusal of each operation that people reach by a link. The documentation's first page refuses nothing. */
const refused = {
  showVerification: (headers: Record<string, string>) =>
    call(showVerification, { params: { certificateNumber: "x".repeat(501) }, headers }),
  showVerifyForm: (headers: Record<string, string>) =>
    call(showVerifyForm, { query: { number: "x".repeat(4001) }, headers }),
  showInvitation: (headers: Record<string, string>) =>
    call(showInvitation, { params: { token: "x".repeat(101) }, headers }),
  getCertificatePdf: (headers: Record<string, string>) =>
    call(getCertificatePdf, { params: { certificateNumber }, query: { token: "x".repeat(43) }, headers }),
  getBakedBadge: (headers: Record<string, string>) =>
    call(getBakedBadge, { params: { certificateNumber }, query: { token: "x".repeat(43) }, headers }),
  getGuide: (headers: Record<string, string>) => invoke(docs, getGuide, { params: { page: "x" }, headers }),
  getProblem: (headers: Record<string, string>) => invoke(docs, getProblem, { params: { code: "x" }, headers }),
};

const described = ownDescription();
const forPeople = operations.filter(({ people }) => people === true);

test("the contract names those that are tried here", () => {
  const named = forPeople.map(({ id }) => id);

  expect(named.sort()).toEqual([...Object.keys(refused), "getDocs"].sort());
});

test("a link for people leads to its page with all that networks and mail programs add to it", async () => {
  const query = { fbclid: "IwAR0", utm_source: "newsletter" };

  expect(forPeople.filter((each) => !each.query.safeParse(query).success).map(({ id }) => id)).toEqual([]);
  expect((await invoke(docs, getDocs, { query })).status).toBe(200);
  expect((await call(showInvitation, { params: { token: "x" }, query })).body).toContain("does not work");
});

describe.each(Object.entries(refused))("a refusal of %s", (id, ask) => {
  test("is a page to a browser, as described, and a problem document to a program", async () => {
    const page = await ask({ accept: browser });

    expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(page.body).toContain(page.headers["x-request-id"]);
    const operation = described.operations.find((each) => each.id === id);
    if (operation === undefined) throw new Error(`${id} is not described`);
    expect(described.faultsOf(operation, { ...page, text: String(page.body) })).toEqual([]);
    for (const accept of programs) {
      const { status, headers, body } = await ask({ accept });
      expect([status, headers["content-type"]]).toEqual([page.status, "application/problem+json"]);
      expect(body).toMatchObject({ status });
    }
  });
});

test("too many verifications are refused with a page that says when to come back, and counted as before", async () => {
  const from = "2001:db8:7:7::1";
  const look = (accept: string) => call(showVerification, { params: { certificateNumber }, headers: { accept }, from });
  for (let each = 0; each < 100; each += 1) expect((await look(browser)).status).toBe(404);

  const page = await look(browser);
  const document = await look("*/*");

  expect([page.status, document.status]).toEqual([429, 429]);
  expect(page.headers["retry-after"]).toBe("1800");
  expect(page.body).toContain("Come back in 30 minutes.");
  expect(document.headers).toMatchObject({ "retry-after": "1800", "content-type": "application/problem+json" });
});

describe("where no route is", () => {
  const ask = async (method: string, path: string, accept: string) => {
    const { statusCode, headers = {} } = await dispatch(fallback, { method, path }, { headers: { accept } });
    return [statusCode, headers["content-type"], headers.location];
  };

  test.each(["/verify/", "/verify/CRT-1/", "/docs/", "/no/such/path"])("%s is a page to a browser", async (path) => {
    expect(await ask("GET", path, browser)).toEqual([404, "text/html; charset=utf-8", undefined]);
    for (const accept of programs)
      expect(await ask("GET", path, accept)).toEqual([404, "application/problem+json", undefined]);
    expect(await ask("POST", path, browser)).toEqual([404, "application/problem+json", undefined]);
  });

  test("a path to which programs send things is a page to a browser too", async () => {
    expect(await ask("GET", "/v1/webhooks/payments", browser)).toEqual([405, "text/html; charset=utf-8", undefined]);
  });

  test("/ sends a browser to the documentation, and is nothing to a program", async () => {
    expect(await ask("GET", "/", browser)).toEqual([303, undefined, "/docs"]);
    expect(await ask("GET", "/", "*/*")).toEqual([404, "application/problem+json", undefined]);
  });
});
