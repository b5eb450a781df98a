import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import * as z from "zod";
import { createClient } from "../../shared/client/client.ts";
import { say } from "../local/host/log.ts";
import { LocalClient, staffGroup } from "./client.ts";
import { command } from "./command.ts";
import { isLocalRun, tellStory, toldExample } from "./demo.ts";
import { addressIn, DeployedStage, type Stage, toldInOneLine } from "./stage.ts";

/** Mail to this address of SES's simulator succeeds, and does not count for the account's reputation. */
const mailbox = "success@simulator.amazonses.com";

/**
 * Plays a candidate's whole workflow on a stage, for a certification of its own, which it takes from sale afterwards. The
 * certificate is revoked. Throws at the first wrong step.
 */
export async function smoke(stage: Stage, staffToken: string, tell: (line: string) => void): Promise<void> {
  const staff = createClient({ baseUrl: stage.url, token: staffToken });
  const { level } = await toldExample(stage);
  const certificationId = `smoke-${randomBytes(6).toString("hex")}`;
  const body = { level, title: "Smoke test", price: { amount: 100, currency: await currencyOf(stage) } };
  await staff.putCertification({ params: { certificationId }, body: { ...body, status: "published" } });
  tell(`Staff publishes ${certificationId}`);
  try {
    const { status, certificateId } = await tellStory(stage, tell, { certificationId, email: mailbox });
    if (status !== "valid") throw new Error(`the certificate is ${status}`);
    await staff.revokeCertificate({ params: { certificateId }, body: { reason: "smoke test" } });
    tell("Staff revokes the certificate");
  } finally {
    await staff.putCertification({ params: { certificationId }, body: { ...body, status: "end-of-life" } });
    tell(`Staff retires ${certificationId}`);
  }
}

const described = z.object({ "x-programme": z.object({ currency: z.string() }) });

async function currencyOf(stage: Stage): Promise<string> {
  return described.parse((await stage.send("GET", "/openapi.json")).body)["x-programme"].currency;
}

if (import.meta.main) {
  await command({
    help: `npm run smoke -- <url>

Plays a candidate's whole workflow on a stage: order, payment, activation, booking, pass, certificate, verification. Uses a
certification of its own, which it retires, and revokes the certificate. Ends with 1 at the first wrong step. A local run needs
nothing but its address.

  CERTRAIL_STAFF_TOKEN         the token of a member of staff
  CERTRAIL_TOKEN               the token of a candidate
  CERTRAIL_SECRET_PAYMENTS     the webhook secret of the payment provider: the value behind \`current\`, with whsec_ in front
  CERTRAIL_SECRET_<PROVIDER>   the same of the test centre that the story is about`,
    parse: () => addressIn(parseArgs({ options: {}, allowPositionals: true }).positionals),
    work: async (url) => {
      let step = 0;
      const tell = (line: string) => {
        step += 1;
        say(`${String(step).padStart(2)}. ${line}`);
      };
      await toldInOneLine(url, () => smokeAt(url, tell));
      say("The whole path works");
      return 0;
    },
  });
}

async function smokeAt(url: string, tell: (line: string) => void): Promise<void> {
  if (await isLocalRun(url)) {
    const local = new LocalClient(url);
    return await smoke(local, await local.token({ sub: "smoke", groups: [staffGroup] }), tell);
  }
  const stage = new DeployedStage(url, process.env);
  await smoke(stage, stage.staffToken(), tell);
}
