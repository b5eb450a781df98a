import { parseArgs } from "node:util";
import { type Client, createClient } from "../../shared/client/client.ts";
import { StartFailure } from "../local/host/failure.ts";
import { say } from "../local/host/log.ts";
import { LocalClient, staffGroup } from "./client.ts";
import { command } from "./command.ts";
import { isLocalRun } from "./demo.ts";
import { catalogue } from "./seed.ts";
import { addressIn, DeployedStage, toldInOneLine } from "./stage.ts";

/**
 * Puts every certification of the programme's catalogue that the stage does not have yet, so that it can be run twice. Throws
 * StartFailure if the token is not one of staff.
 */
export async function seedStage(staff: Client, tell: (line: string) => void): Promise<void> {
  const { accountId, staff: isStaff } = (await staff.getMe()).body;
  if (!isStaff) {
    throw new StartFailure(
      `${accountId} is no member of staff. Add the account to the group of the setting staffGroup at your issuer, and sign in again.`,
    );
  }
  tell(`${accountId} is a member of staff`);
  for (const { certificationId, body } of catalogue()) {
    const known = await staff.attempt.getCertification({ params: { certificationId } });
    if (known.ok) {
      tell(`${certificationId} is there already`);
      continue;
    }
    await staff.putCertification({ params: { certificationId }, body });
    tell(`${certificationId} is in the catalogue now`);
  }
}

if (import.meta.main) {
  await command({
    help: `npm run seed -- <url>

Puts the programme's catalogue (catalogue.json beside the programme) into a stage, and tells whether the token is one of staff.
What is there stays as it is.

  CERTRAIL_STAFF_TOKEN   the token of a member of staff; a local run needs none
  PROGRAMME              the file of another programme than the one in cdk.json`,
    parse: () => addressIn(parseArgs({ options: {}, allowPositionals: true }).positionals),
    work: async (url) => {
      const isLocal = await isLocalRun(url);
      const token = isLocal
        ? await new LocalClient(url).token({ sub: "seed", groups: [staffGroup] })
        : new DeployedStage(url, process.env).staffToken();
      await toldInOneLine(url, () => seedStage(createClient({ baseUrl: url, token }), say));
      return 0;
    },
  });
}
