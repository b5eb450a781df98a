import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import type { Mail } from "../domain/history/mail.ts";
import { patience } from "../store/core/patience.ts";

const client = new SESv2Client(patience);

/**
 * Sends an e-mail with SES. Its id goes along in a header, so that one that was sent twice can be told. Throws if SES
 * refuses it or cannot be reached.
 */
export async function sendMail({ mailId, event, to, subject, text, html, attachments = [] }: Mail): Promise<void> {
  await client.send(
    new SendEmailCommand({
      FromEmailAddress: process.env.MAIL_FROM,
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
