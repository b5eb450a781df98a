import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { account, region } from "../../assembly/intrinsics.ts";
import type { Access } from "../iam/allowed.ts";
import { type Reply, restRefusal } from "../service-reply.ts";
import type { MailStore } from "./mail-store.ts";
import type { MailSimulator } from "./simulator.ts";

/** Test domain: its addresses are refused, because SES refuses some. */
const refusedDomain = "reject.test";

/** Test domain: its answers are slow. */
const slowDomain = "slow.test";
const slowMilliseconds = 2000;

const content = z.object({ Data: z.string(), Charset: z.string().optional() });

/** SES sends an attachment without encoding in 7 bits, so other characters are refused. */
const attachment = z
  .strictObject({
    FileName: z.string().min(1).max(255),
    ContentType: z.string().max(78).optional(),
    ContentDisposition: z.literal("ATTACHMENT").optional(),
    ContentTransferEncoding: z.enum(["BASE64", "QUOTED_PRINTABLE", "SEVEN_BIT"]).default("SEVEN_BIT"),
    RawContent: z.base64(),
  })
  .refine(
    (file) => file.ContentTransferEncoding !== "SEVEN_BIT" || !/\P{ASCII}/u.test(textOf(file)),
    "has symbols beyond 7 bits, and is not encoded",
  );

const tagText = z.string().regex(/^[\w-]{1,255}$/);

const sendEmail = z.object({
  FromEmailAddress: z.email(),
  ConfigurationSetName: z.string().optional(),
  EmailTags: z.array(z.strictObject({ Name: tagText, Value: tagText })).default([]),
  Destination: z.strictObject({ ToAddresses: z.tuple([z.email()]) }),
  Content: z.strictObject({
    Simple: z.strictObject({
      Subject: content,
      Body: z.strictObject({ Text: content, Html: content }),
      Attachments: z.array(attachment).default([]),
      Headers: z.array(z.strictObject({ Name: z.string().max(126), Value: z.string().max(870) })).max(15),
    }),
  }),
});

export type SesParts = {
  readonly mails: MailStore;
  readonly simulator: MailSimulator;
  /** The platform's refusal if the caller's role does not allow it. */
  readonly refused: (access: Access) => string | undefined;
};

/** Answers a request of SES v2. It only accepts SendEmail of a simple message to one address, with text files. */
export async function answerSes(
  { mails, simulator, refused }: SesParts,
  { method, path, text }: { readonly method: string; readonly path: string; readonly text: string },
): Promise<Reply> {
  if (`${method} ${path}` !== "POST /v2/email/outbound-emails") {
    return restRefusal(404, "UnknownOperationException", `The local run has no ${method} ${path}`);
  }
  const parsed = sendEmail.safeParse(parse(text));
  if (!parsed.success) return restRefusal(400, "BadRequestException", z.prettifyError(parsed.error));

  const { FromEmailAddress: from, Destination: destination, Content: sent, ConfigurationSetName: set } = parsed.data;
  const context = { "ses:FromAddress": from };
  const may = (resource: string) => refused({ action: "ses:SendEmail", resource, context });
  const denied = identitiesOf(from).map(may);
  const detail = denied.every((each) => each !== undefined) ? denied[0] : set && may(configurationSetArn(set));
  if (detail !== undefined) return restRefusal(403, "AccessDeniedException", detail);
  if (set !== undefined && !simulator.has(set)) {
    return restRefusal(400, "NotFoundException", `Configuration set <${set}> does not exist.`);
  }
  const [to] = destination.ToAddresses;
  const domain = to.slice(to.lastIndexOf("@") + 1).toLowerCase();
  if (domain === refusedDomain) return restRefusal(400, "MessageRejected", "Email address is not verified.");
  if (domain === slowDomain) await sleep(slowMilliseconds);

  const { Subject: subject, Body: body, Headers: headers, Attachments: files } = sent.Simple;
  const header = (name: string) => headers.find((each) => each.Name.toLowerCase() === name)?.Value ?? "";
  mails.add({
    id: header("x-certrail-id"),
    to,
    subject: subject.Data,
    text: body.Text.Data,
    html: body.Html.Data,
    attachments: files.map((file) => {
      return { fileName: file.FileName, contentType: file.ContentType ?? "", content: textOf(file) };
    }),
    event: header("x-certrail-event"),
  });
  const messageId = randomUUID();
  simulator.sent({ messageId, from, to, set, tags: parsed.data.EmailTags });
  return { status: 200, body: { MessageId: messageId } };
}

function configurationSetArn(name: string): string {
  return `arn:aws:ses:${region}:${account}:configuration-set/${name}`;
}

/** SES checks the verified identity: the domain of the sender, or its address. */
function identitiesOf(from: string): string[] {
  const domain = from.slice(from.lastIndexOf("@") + 1);
  return [domain, from].map((each) => `arn:aws:ses:${region}:${account}:identity/${each}`);
}

function textOf({ RawContent }: { readonly RawContent: string }): string {
  return Buffer.from(RawContent, "base64").toString();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
