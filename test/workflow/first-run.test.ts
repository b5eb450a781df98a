import { afterAll, beforeAll, expect, test } from "vitest";
import { LocalClient, staffGroup } from "../../infra/commands/client.ts";
import { catalogue } from "../../infra/commands/seed.ts";
import { seedStage } from "../../infra/commands/seed-stage.ts";
import { smoke } from "../../infra/commands/smoke.ts";
import { DeployedStage } from "../../infra/commands/stage.ts";
import { createClient } from "../../shared/client/client.ts";
import { type RunningHost, startHost, temporaryData } from "../support/host.ts";

/** The first run of a stage, against the local host with tokens and secrets from the environment, as on a deployed stage. */

const data = temporaryData();
let host: RunningHost;
let local: LocalClient;
let environment: Record<string, string>;

beforeAll(async () => {
  host = await startHost({ dataDirectory: data.path });
  local = new LocalClient(host.url);
  const secrets = Object.entries(await local.secrets()).map(
    ([name, [value = ""]]) => [`CERTRAIL_SECRET_${name.toUpperCase().replaceAll("-", "_")}`, value] as const,
  );
  environment = {
    CERTRAIL_TOKEN: await local.token({ sub: "smoker", email: "smoker@certs.test" }),
    CERTRAIL_STAFF_TOKEN: await local.token({ sub: "first", groups: [staffGroup] }),
    ...Object.fromEntries(secrets),
  };
}, 120_000);

afterAll(async () => {
  await host.stop();
  data.remove();
});

test("the smoke test plays the whole path twice with one candidate, and leaves nothing on sale or valid", async () => {
  for (let run = 0; run < 2; run += 1) {
    const lines: string[] = [];
    const stage = new DeployedStage(host.url, environment);
    await smoke(stage, stage.staffToken(), (line) => lines.push(line));
    expect(lines.at(-1)).toMatch(/^Staff retires smoke-/);
  }
  const ana = createClient({ baseUrl: host.url, token: environment.CERTRAIL_TOKEN ?? "" });
  const { data: certificates } = (await ana.listCertificates()).body;
  expect(certificates.map(({ status }) => status)).toEqual(["revoked", "revoked"]);
  const { data: onSale } = (await ana.listProducts({ query: { limit: 100 } })).body;
  expect(JSON.stringify(onSale)).not.toContain("smoke-");
});

test("a smoke test that lacks a secret says which", async () => {
  const stage = new DeployedStage(host.url, { ...environment, CERTRAIL_SECRET_PAYMENTS: "" });
  await expect(smoke(stage, stage.staffToken(), () => undefined)).rejects.toThrow(
    "CERTRAIL_SECRET_PAYMENTS is missing",
  );
});

test("the catalogue is put once, and what is there stays as it is", async () => {
  const staff = createClient({ baseUrl: host.url, token: environment.CERTRAIL_STAFF_TOKEN ?? "" });
  const [first] = catalogue();
  if (first === undefined) throw new Error("the catalogue is empty");
  const { certificationId } = first;
  await staff.putCertification({ params: { certificationId }, body: { ...first.body, title: "Ours" } });
  const lines: string[] = [];
  await seedStage(staff, (line) => lines.push(line));

  expect(lines).toContain(`${certificationId} is there already`);
  expect((await staff.getCertification({ params: { certificationId } })).body.title).toBe("Ours");
});

test("who is no member of staff is told so, and how that is changed", async () => {
  const ana = createClient({ baseUrl: host.url, token: environment.CERTRAIL_TOKEN ?? "" });
  await expect(seedStage(ana, () => undefined)).rejects.toThrow(
    "smoker is no member of staff. Add the account to the group",
  );
});
