import { randomUUID } from "node:crypto";
import * as z from "zod";
import { type LocalClient, staffGroup } from "../../infra/commands/client.ts";
import { type Calls, emailOf, staff } from "./calls.ts";
import { decided } from "./candidate-decisions.ts";
import { refusedDomain } from "./wanted.ts";

const reason = "Crash";
const made = z.object({ organizationId: z.string() });
const list = z.object({ data: z.array(z.object({ mailId: z.string() })) });
const released = z.object({ released: z.number(), more: z.boolean() });
/** As many as one request invites. */
const invited = 50;

/** Before the first crash: e-mails to addresses that SES does not take, until they are parked, two days later. */
export async function parkMessages(client: LocalClient): Promise<void> {
  const main = `mia-${randomUUID()}`;
  const post = async (path: string, as: string, body: object) => {
    const token = await client.token({ sub: as, email: emailOf(as), ...(as === staff && { groups: [staffGroup] }) });
    return client.send("POST", path, { token, body, headers: { "idempotency-key": randomUUID() } });
  };
  const partner = { name: "Post", mainAccountId: main, mainAccountEmail: emailOf(main) };
  const { organizationId } = made.parse((await post("/v1/partners", staff, partner)).body);
  const emails = Array.from({ length: invited }, (_, place) => `${place}@${refusedDomain}`);
  await post(`/v1/organizations/${organizationId}/invitations/bulk`, main, { emails });
  await client.send("POST", "/__local/clock", { body: { advance: "P2D" } });
}

/** Staff give up a few of the parked e-mails, send a few again one by one, and the rest with one request. */
export async function messagesDecided(calls: Calls): Promise<void> {
  for (let isMore = true; isMore; ) {
    const parked = list.parse((await calls.get("/v1/messages?limit=100", staff)).body).data;
    const ids = parked.map(({ mailId }) => mailId);
    // The newest come first, and the request takes the oldest.
    const few = ids.splice(0, 6);
    for (const [place, id] of few.entries()) {
      const [act, type] = place % 2 === 0 ? ["close", "mail.closed"] : ["send", "mail.released"];
      await decided(calls, `/v1/messages/${id}/${act}`, {}, "mail", id, type);
    }
    const body = { refusedWith: "MessageRejected", reason };
    const answer = released.parse((await calls.post("/v1/messages/release", staff, body, [200])).body);
    for (const id of ids.slice(ids.length - answer.released)) calls.must("mail", id, "mail.released");
    isMore = answer.more;
  }
}
