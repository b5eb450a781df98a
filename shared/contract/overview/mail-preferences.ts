import * as z from "zod";
import { type MailAddress, mailLanguages } from "../../domain/history/mail-return.ts";
import { timeZone } from "../fields.ts";
import { operation } from "../operation.ts";

/** The language and zone of e-mails to the account's verified address. The programme's count where one is absent. */
const mailPreferences = z.strictObject({
  language: z.enum(mailLanguages).optional().meta({ description: "The language of e-mails (BCP 47)" }),
  timeZone: timeZone.optional(),
});

type MailPreferences = z.infer<typeof mailPreferences>;

const exampleMail = { language: "zh-Hans", timeZone: "Asia/Shanghai" } as const;

/** An address of which nothing is known has none. */
export function mailPreferencesView({ reader }: Partial<MailAddress> = {}): MailPreferences {
  const language = mailLanguages.find((each) => each === reader?.locale);
  return { language, timeZone: reader?.timeZone };
}

const ofMail = { path: "/v1/me/mail-preferences", auth: "account", tag: "Account" } as const;

const shownPreferences = {
  description: "The preferences",
  schema: z.object(mailPreferences.shape).meta({ id: "MailPreferences", examples: [exampleMail] }),
};

export const getMailPreferences = operation({
  id: "getMailPreferences",
  method: "GET",
  ...ofMail,
  summary: "Get the language and the time zone of my e-mails",
  answers: { 200: shownPreferences },
  refusals: ["email-not-verified"],
});

export const setMailPreferences = operation({
  id: "setMailPreferences",
  method: "PUT",
  ...ofMail,
  summary: "Set the language and the time zone of my e-mails",
  description:
    "They belong to the e-mail address that the token states and the issuer has verified, and count from the next e-mail on. What is absent is as the programme has it.",
  body: mailPreferences,
  examples: { "Chinese, on the clocks of Shanghai": exampleMail, "As the programme has it": {} },
  answers: { 200: shownPreferences },
  refusals: ["email-not-verified"],
});
