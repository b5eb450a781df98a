import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { getCertificate, revokeCertificate } from "../../../shared/contract/certificate/certificate-operations.ts";
import type { Operation } from "../../../shared/contract/operation.ts";
import { operations } from "../../../shared/contract/operations/operations.ts";
import { getCertification, putCertification } from "../../../shared/contract/programme/catalogue-operations.ts";
import {
  cancelAuthorizationCode,
  getAuthorizationCode,
} from "../../../shared/contract/purchase/authorization-code-operations.ts";
import { takesPreconditions } from "../../../shared/contract/taken-headers.ts";
import { functionOf } from "../../support/functions.ts";
import * as given from "../../support/given.ts";
import { invoke } from "../../support/invoke.ts";
import { atOnce, call, refusal, tally } from "../calls.ts";
import { storedBy, targetOf } from "../targets.ts";

const conditional = operations.filter(takesPreconditions);
const entry = { level: "acp", title: "New", price: { amount: 1, currency: "USD" }, status: "published" };

/** The operation that reads a decision's subject. It has the longest matching beginning of the path. */
function readBefore({ path }: Pick<Operation, "path">): Operation {
  const found = operations
    .filter((each) => each.method === "GET" && `${path}/`.startsWith(`${each.path}/`))
    .toSorted((one, other) => other.path.length - one.path.length)[0];
  if (found === undefined) throw new Error(`nothing reads ${path}`);
  return found;
}

test.each(operations.filter(({ method }) => method === "PUT").map(({ id }) => id))(
  "%s changes nothing the second time, because a PUT is repeated when its answer is lost",
  async (id) => {
    const made = await targetOf(id);
    const first = await storedBy(made, { body: made.body });
    const second = await storedBy(made, { body: made.body });

    expect([first.changed, second.changed]).toEqual([true, false]);
    expect(second.answer.body).toEqual(first.answer.body);
  },
);

describe.each(conditional.map(({ id }) => id))("%s", (id) => {
  const target = () => targetOf(id);

  test("changes nothing where the thing is not as If-Match names it", async () => {
    for (const tags of ['"another"', '"another", "one-more"', "another", ""]) {
      const asked = await target();
      const { answer, changed } = await storedBy(asked, { body: asked.body, headers: { "if-match": tags } });

      expect([refusal(answer), changed], tags).toEqual([[412, "precondition-failed"], false]);
    }
  });

  test("goes through with the entity tag that GET of the thing gave, once", async () => {
    const { operation, body, send } = await target();
    const { etag = "" } = (await send({}, readBefore(operation))).headers;
    expect(etag).toMatch(/^".+"$/);

    const weak = await send({ body, headers: { "if-match": `W/${etag}` } });
    const first = await send({ body, headers: { "if-match": `"another", ${etag}` } });
    const second = await send({ body, headers: { "if-match": etag } });

    expect(refusal(weak)).toEqual([412, "precondition-failed"]);
    expect(first.status, operation.id).toBeOneOf([200, 201, 202]);
    expect(refusal(second)).toEqual([412, "precondition-failed"]);
  });

  test("goes through with If-Match: * where there is the thing", async () => {
    const { body, send } = await target();

    expect((await send({ body, headers: { "if-match": "*" } })).status).toBeOneOf([200, 201, 202]);
  });
});

describe("If-Match", () => {
  test("lets one of eight decisions through that rest on the same reading, at once", async () => {
    const certificationId = await given.certification("acp");
    const { etag = "" } = (await call(getCertification, { params: { certificationId } })).headers;

    const answers = await atOnce(8, (each) =>
      call(putCertification, {
        params: { certificationId },
        body: { ...entry, title: `New ${each}` },
        as: given.staff,
        headers: { "if-match": etag },
      }),
    );

    expect(tally(answers)).toEqual({ 200: 1, 412: 7 });
  });

  test("sees what changes with time: a code that has expired since is not as it was read", async () => {
    const code = await given.authorizationCode(await given.certification("acp"), given.someone());
    const of = { params: { code }, as: given.staff };
    const { etag = "" } = (await call(getAuthorizationCode, { ...of, at: "2027-11-01T00:00:00.000Z" })).headers;
    const cancelling = { ...of, body: { reason: "x" }, headers: { "if-match": etag } };

    const late = await call(cancelAuthorizationCode, { ...cancelling, at: "2027-12-01T00:00:00.000Z" });

    expect(refusal(late)).toEqual([412, "precondition-failed"]);
  });

  test("is not asked where there is no such thing, or not for the caller", async () => {
    const { certificateId } = await given.pass(given.someone());
    const asked = { params: { certificateId }, body: { reason: "x" }, headers: { "if-match": '"another"' } };

    expect((await call(revokeCertificate, { ...asked, as: given.someone() })).status).toBe(403);
    const unknown = { ...asked, params: { certificateId: "crt_none" }, as: given.staff };
    expect(refusal(await call(revokeCertificate, unknown))).toEqual([404, "certificate-not-found"]);
  });

  test("is not kept under the key: once the thing was read again, the same request goes through", async () => {
    const { certificateId } = await given.pass(given.someone());
    const key = { "idempotency-key": randomUUID() };
    const revoking = (tag: string) =>
      call(revokeCertificate, {
        params: { certificateId },
        body: { reason: "Impersonation" },
        as: given.staff,
        headers: { ...key, "if-match": tag },
      });
    const { etag = "" } = (await call(getCertificate, { params: { certificateId }, as: given.staff })).headers;

    expect((await revoking('"another"')).status).toBe(412);
    const revoked = await revoking(etag);
    expect(revoked.status).toBe(200);
    expect(await revoking(etag)).toMatchObject({ status: 200, headers: { "idempotent-replayed": "true" } });
  });
});

describe("If-None-Match on a PUT", () => {
  const put = (certificationId: string, tag: string) =>
    call(putCertification, {
      params: { certificationId },
      body: entry,
      as: given.staff,
      headers: { "if-none-match": tag },
    });

  test("*: creates, and changes nothing that there is", async () => {
    const certificationId = `c-${randomUUID()}`;

    expect((await put(certificationId, "*")).status).toBe(201);
    expect(refusal(await put(certificationId, "*"))).toEqual([412, "precondition-failed"]);
  });

  test("*: one of eight at once creates", async () => {
    const certificationId = `c-${randomUUID()}`;

    expect(tally(await atOnce(8, () => put(certificationId, "*")))).toEqual({ 201: 1, 412: 7 });
  });

  test("a tag: changes nothing that is as it names it", async () => {
    const certificationId = await given.certification("acp");
    const { etag = "" } = (await call(getCertification, { params: { certificationId } })).headers;

    expect((await put(certificationId, `W/${etag}`)).status).toBe(412);
    expect((await put(certificationId, '"another"')).status).toBe(200);
  });
});

test("a precondition is described where it is taken, and nowhere else", async () => {
  const document = await invoke(await functionOf({ method: "GET", path: "/openapi.json" }), {
    method: "GET",
    path: "/openapi.json",
  });
  const text = JSON.stringify(document.body);

  expect(conditional.length).toBeGreaterThan(5);
  expect(text).toContain("IfMatch");
  expect(text).toContain("precondition-failed");
});
