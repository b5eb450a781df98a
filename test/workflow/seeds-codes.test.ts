import { beforeAll, describe, expect, test } from "vitest";
import type { AnswerOf } from "../../shared/client/client.ts";
import { plusMonths } from "../../shared/domain/instant.ts";
import { type RunningHost, sharedHost } from "../support/host.ts";
import { refusalOf, Walk, type Walker, walker } from "../support/walk.ts";

/**
 * The source document of the terms up to the authorization code, line by line, over HTTP; the numbers are those of its
 * lines. Each test goes on where the one before it ended.
 */

const acp = "acp-cloud-computing";
const staff = walker("Staff", ["certrail-staff"]);

let host: RunningHost;
let walk: Walk;
let ana: Walker;
let order: AnswerOf<"getOrder">["body"];

beforeAll(async () => {
  host = await sharedHost();
  walk = new Walk(host.url);
  ana = walker("Ana");
}, 90_000);

const generalPurpose = (level: string) => {
  return { edition: "general-purpose" as const, levels: [level], quantity: 1, label: "Granted" };
};

describe("Purchase certification, Redemption code", () => {
  test("line 8: the page of a certification lists its free materials, and training at a price of its own", async () => {
    const { body } = await walk.as(ana).getCertification({ params: { certificationId: acp } });

    expect(body.materials.map(({ kind }) => kind).toSorted()).toEqual(["document", "presentation", "video"]);
    expect(body.offlineTraining?.price.amount).toBeGreaterThan(0);
    const items = [
      { product: "certification" as const, certificationId: acp, quantity: 1 },
      { product: "offline-training" as const, certificationId: acp, quantity: 1 },
    ];
    const { total } = (await walk.as(ana).placeOrder({ body: { items } })).body;
    expect(total.amount).toBe(body.price.amount + (body.offlineTraining?.price.amount ?? 0));
  });

  test("line 10: redemption codes are sold for ACA and Clouder alone, and give general-purpose codes", async () => {
    for (const level of ["aca", "clouder"]) {
      const { authorizationCodes } = await walk.bought(ana, [{ product: "redemption-code", level, quantity: 2 }]);
      expect(authorizationCodes).toMatchObject([{ edition: "general-purpose" }, { edition: "general-purpose" }]);
    }
    for (const level of ["acp", "ace"]) {
      const items = [{ product: "redemption-code" as const, level, quantity: 1 }];
      expect(await refusalOf(walk.as(ana).attempt.placeOrder({ body: { items } }))).toBe("invalid-request");
    }
  });
});

describe("Authorization code", () => {
  test("lines 12, 13 and 15: who buys a certification gets a code for it alone; who gets one as a gift can use it", async () => {
    const ben = walker("Ben");
    order = await walk.bought(ana, [{ product: "certification", certificationId: acp, quantity: 2 }]);
    const [own, given] = order.authorizationCodes ?? [];
    expect(own).toMatchObject({
      code: expect.stringMatching(/^EDU-/),
      edition: "single-subject",
      certificationId: acp,
    });

    const elsewhere = walk.activation(ana, "acp-big-data", own?.code ?? "");
    expect(await refusalOf(walk.as(ana).attempt.register(elsewhere))).toBe(
      "authorization-code-does-not-cover-certification",
    );
    const gift = { params: { code: given?.code ?? "" }, body: { recipientEmail: ben.email } };
    await walk.as(ana).giveAuthorizationCode(gift);
    expect((await walk.as(ben).register(walk.activation(ben, acp, given?.code ?? ""))).status).toBe(201);
  });

  test("lines 13 and 18: a general-purpose code fits any published certification of its level, the ACP's too", async () => {
    const { authorizationCodes } = await walk.bought(ana, [{ product: "redemption-code", level: "aca", quantity: 2 }]);
    for (const [place, certificationId] of ["aca-cloud-computing", "aca-big-data"].entries()) {
      const asked = walk.activation(ana, certificationId, authorizationCodes?.[place]?.code ?? "");
      expect((await walk.as(ana).register(asked)).status).toBe(201);
    }
    const granted = walk.as(staff).attempt.orderBatch({ body: generalPurpose("acp") });
    expect(await granted).toMatchObject({ status: 202 });
  });

  test("line 19: the ACE takes no general-purpose code", async () => {
    const granted = walk.as(staff).attempt.orderBatch({ body: generalPurpose("ace") });
    expect(await refusalOf(granted)).toBe("invalid-request");
  });

  test("line 20: a code is good for one year from its purchase, and not at its end", async () => {
    const [own] = order.authorizationCodes ?? [];
    const { purchasedAt, expiresAt } = (await walk.as(ana).getAuthorizationCode({ params: { code: own?.code ?? "" } }))
      .body;
    expect(expiresAt).toBe(plusMonths(purchasedAt, 12));
  });

  test("lines 16 and 24: activating it registers, and gives an eligibility code at once; line 14: once alone", async () => {
    const [own] = order.authorizationCodes ?? [];
    const asked = walk.activation(ana, acp, own?.code ?? "");
    const open = (await walk.as(ana).register(asked)).body;

    expect(open.eligibilityCode?.code).toMatch(/^ACTC/);
    expect(await refusalOf(walk.as(ana).attempt.register(asked))).toBe("authorization-code-already-redeemed");
    const cancelled = walk.as(staff).attempt.cancelAuthorizationCode({ params: { code: own?.code ?? "" } });
    expect(await refusalOf(cancelled)).toBe("authorization-code-already-redeemed");
  });
});
