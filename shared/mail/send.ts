import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { mailTag } from "../domain/history/mail-return.ts";
import { patience } from "../store/core/patience.ts";
import type { Message } from "./message.ts";

const client = new SESv2Client(patience);

/**
 * Sends an e-mail with SES. Its id goes along in a header, so that one that was sent twice can be told, and in a tag,
 * which the configuration set's events have. Throws if SES refuses it or cannot be reached.
 */
export async function sendMail(
  { mailId, event }: { readonly mailId: string; readonly event: string },
  { to, subject, text, html, attachments = [] }: Message,
): Promise<void> {
  await client.send(
    new SendEmailCommand({
      FromEmailAddress: process.env.MAIL_FROM,
      ConfigurationSetName: process.env.MAIL_CONFIGURATION_SET,
      EmailTags: [{ Name: mailTag, Value: mailId }],
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: {
          Subject: { Data: subject, Charset: "UTF-8" },
          Body: { Text: { Data: text, Charset: "UTF-8" }, Html: { Data: html, Charset: "UTF-8" } },
          Attachments: attachments.map(({ fileName, contentType, content }) => ({
            FileName: fileName,
            ContentType: contentType,
            ContentDisposition: "ATTACHMENT",
            ContentTransferEncoding: "BASE64",
            RawContent: Buffer.from(content),
          })),
          Headers: [
            { Name: "X-Certrail-Id", Value: mailId },
            { Name: "X-Certrail-Event", Value: event },
          ],
        },
      },
    }),
  );
}
