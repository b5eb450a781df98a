import { beforeAll, describe, expect, test } from "vitest";
import { handler as fallback } from "../../../functions/describe-api/handler.ts";
import { showVerification, showVerifyForm } from "../../../shared/contract/certificate/verification-operations.ts";
import { showInvitation } from "../../../shared/contract/partner/invitation-operations.ts";
import { dispatch } from "../../support/invoke.ts";
import * as organizations from "../../support/organizations.ts";
import { call } from "../calls.ts";

let token = "";
beforeAll(async () => {
  token = await organizations.invitation(await organizations.partner({ name: "Acme" }));
});

/** Pages for readers of whom nothing is known but what their browsers say. */
const asked = {
  invitation: (headers: Record<string, string>) => call(showInvitation, { params: { token }, headers }),
  "no invitation": (headers: Record<string, string>) => call(showInvitation, { params: { token: "x" }, headers }),
  form: (headers: Record<string, string>) => call(showVerifyForm, { headers }),
  "no certificate": (headers: Record<string, string>) =>
    call(showVerification, { params: { certificateNumber: "CRT-7F3K" }, headers }),
  nothing: async (headers: Record<string, string>) => {
    const of = { headers: { accept: "text/html", ...headers } };
    const { headers: sent = {}, body } = await dispatch(fallback, { method: "GET", path: "/no/such" }, of);
    return { headers: sent, body };
  },
};

/** What the browser says, and the language of the page: the programme's own is English. */
const spoken = [
  ["zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"],
  ["en-GB,en;q=0.9,zh;q=0.8", "en"],
  ["de, zh-Hans-SG;q=0.1, fr", "zh-Hans"],
  ["zh-TW", "en"],
  ["zh;q=0, *;q=0.5", "en"],
  ["!,;;q=x,", "en"],
  ["", "en"],
] as const;

describe.each(Object.entries(asked))("the page: %s", (_, ask) => {
  test.each(spoken)("to a reader of %j is in %s, and says so to browsers and caches", async (language, tag) => {
    const { headers, body } = await ask({ "accept-language": language });

    expect(headers["content-language"]).toBe(tag);
    expect(headers.vary).toMatch(/\baccept-language\b/);
    expect(body).toContain(`<html lang="${tag}">`);
    const words = String(body).replace(/<style>.*?<\/style>|<[^>]*>/gs, " ");
    const isChinese = tag === "zh-Hans";
    expect(/\p{Script=Han}/u.test(words)).toBe(isChinese);
    expect(/\b(?:the|your|copy|sign in|questions|skip)\b/i.test(words)).toBe(!isChinese);
  });
});
