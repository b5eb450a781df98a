import { describe, expect, expectTypeOf, test } from "vitest";
import { type AnswerOf, createClient, type ItemOf, type ListId, type RequestOf } from "../../shared/client/client.ts";
import { isProblem } from "../../shared/client/problem-error.ts";
import { answering } from "./answering.ts";

describe("the client's types follow from the contract", () => {
  const { client } = answering(() => Response.json({ data: [] }));

  test("what a call takes is what the operation reads", () => {
    type Order = RequestOf<"placeOrder">["body"]["items"][number];
    expectTypeOf<Order["product"]>().toEqualTypeOf<"certification" | "redemption-code" | "offline-training">();
    expectTypeOf<RequestOf<"changeRole">["params"]>().toEqualTypeOf<{ organizationId: string; accountId: string }>();
    expectTypeOf<RequestOf<"rejectApplication">["body"]>().toEqualTypeOf<{ reason?: string | undefined } | undefined>();
    expectTypeOf<RequestOf<"listOrders">["query"]>().toEqualTypeOf<
      { limit?: number | undefined; cursor?: string | undefined } | undefined
    >();
    // @ts-expect-error a product that is not sold
    void client.attempt.placeOrder({ body: { items: [{ product: "mug", quantity: 1 }] } });
    // @ts-expect-error an order has an id
    void client.attempt.getOrder();
    // @ts-expect-error getMe takes no body
    void client.attempt.getMe({ body: {} });
    // @ts-expect-error there is no such operation
    expect(client.attempt.makeCoffee).toBeUndefined();
  });

  test("what a call answers is known by its status", () => {
    type Bound = AnswerOf<"bindSitting">;
    expectTypeOf<Bound["status"]>().toEqualTypeOf<201 | 202>();
    type Reported = Extract<AnswerOf<"receiveReport">, { status: 202 }>["body"];
    expectTypeOf<Reported["status"]>().toEqualTypeOf<"waiting">();
    expectTypeOf<AnswerOf<"getBatchCodes">["body"]>().toEqualTypeOf<string>();
    expectTypeOf<AnswerOf<"getCredential">["body"]>().toEqualTypeOf<string>();
    expectTypeOf<AnswerOf<"getCertificatePdf">["body"]>().toEqualTypeOf<Uint8Array>();
    expectTypeOf<AnswerOf<"getAppointment">["body"]["status"]>().toEqualTypeOf<
      "booked" | "rescheduled" | "cancelled" | "no-show" | "completed" | "closed" | "does-not-count"
    >();
  });

  test("every list can be walked, and nothing else", () => {
    expectTypeOf<"listOrders" | "listMembers" | "listPartnerExamCodes">().toExtend<ListId>();
    expectTypeOf<Extract<ListId, "getMe" | "getOrder" | "placeOrder">>().toBeNever();
    expectTypeOf<ItemOf<"listMembers">["role"]>().toEqualTypeOf<"main" | "manager" | "member">();
  });

  test("a refusal's code is one of those that the operation has", async () => {
    const came = await client.attempt.register({
      body: {
        authorizationCode: "EDU-1",
        certificationId: "acp-cloud-computing",
        candidate: { givenName: "Ana", familyName: "Sá", email: "ana@example.org", country: "PT" },
      },
    });
    if (!came.ok) {
      expectTypeOf<"retake-too-early" | "unauthorized">().toExtend<typeof came.problem.code>();
      expectTypeOf<Extract<typeof came.problem.code, "quota-exceeded">>().toBeNever();
    }
    const thrown: unknown = new Error("not of ours");
    if (isProblem(thrown, "quota-exceeded")) expectTypeOf(thrown.code).toEqualTypeOf<"quota-exceeded">();
  });

  test("a base address that is none is told at once", () => {
    expect(() => createClient({ baseUrl: "example.org" })).toThrow(TypeError);
  });
});
