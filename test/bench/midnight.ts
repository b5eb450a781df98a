import { randomBytes, randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import { command, wholeNumber } from "../../infra/commands/command.ts";
import { DynamoApi } from "../../infra/local/aws/dynamodb/dynamodb.ts";
import type { JobRun } from "../../shared/jobs/job.ts";
import { startEngine } from "../support/engine.ts";
import { type Each, type Measured, midnight, type Outcome } from "./midnight-model.ts";
import { seedCodes, storedCode } from "./stored-codes.ts";

const [endAt, due, mailCount] = ["2027-10-23T09:30:00.000Z", 2_000, 300];
/** SES's first rate outside of its sandbox, and one that accounts get when they ask. */
const mailRates = [14, 200];

await command({
  help: `npm run bench:midnight -- [--ends N]

Announces ${due} ends that are due at one instant on an engine of its own, and sends, postpones and sends again ${mailCount} e-mails. Takes
the units and the processor time of each into a model of the platform, and tells how long N ends at one instant take.

  --ends N   how many ends (1000000)`,
  parse: () => {
    const { ends } = parseArgs({ options: { ends: { type: "string", default: "1000000" } } }).values;
    return wholeNumber(ends, "--ends");
  },
  work: async (ends, atEnd) => {
    const { environment, stop } = await startEngine();
    atEnd(stop);
    Object.assign(process.env, environment);
    const ended = await measuredEnds(environment.AWS_ENDPOINT_URL_DYNAMODB ?? "");
    const measured = { end: ended.alone, ...(await measuredMails()) };
    for (const [name, { writeUnits, readUnits, cpuMilliseconds }] of Object.entries({
      ...measured,
      "end, by three runs at once": ended.byThree,
    }))
      print(
        `${name}: ${writeUnits.toFixed(2)} write units, ${readUnits.toFixed(2)} read units, ${cpuMilliseconds.toFixed(2)} ms of a processor`,
      );
    print(
      "",
      "| | ends a second | write units a second | ends done | last e-mail | tries of an e-mail | write units |",
      "|---|--:|--:|--:|--:|--:|--:|",
    );
    const { step } = await import("../../functions/run-schedule/step.ts");
    const processors = step.deployment.memoryMegabytes / 1769;
    for (const mailRate of mailRates)
      for (const spread of [0, 0.5])
        print(
          rowOf(
            `${mailRate} e-mails a second, ${spread === 0 ? "no jitter" : "jitter"}`,
            midnight(measured, { ends, processors, mailRate, spread }),
          ),
        );
    return 0;
  },
});

/** The cost of an end with one run of the schedule, and with three at once. */
async function measuredEnds(endpoint: string): Promise<{ alone: Each; byThree: Each }> {
  const { freshTable } = await import("../steps/schedule-runs.ts");
  const { runJob } = await import("../../shared/jobs/job.ts");
  const { sweep } = await import("../../shared/jobs/sweep.ts");
  const { context } = await import("../support/invoke.ts");
  const api = new DynamoApi(endpoint);
  const like = await storedCode(api, process.env.TABLE_NAME ?? "");
  const plenty = () => ({ ...context(randomUUID()), getRemainingTimeInMillis: () => Number.MAX_SAFE_INTEGER });
  const swept = async (runs: number) => {
    await freshTable();
    await seedCodes(api, process.env.TABLE_NAME ?? "", like, due, endAt);
    return await each(due, async (cost) => {
      const all = Array.from({ length: runs }, () =>
        runJob("runSchedule", endAt, plenty(), (run) => sweep({ ...run, cost })),
      );
      await Promise.all(all);
    });
  };
  // The first warms up.
  await swept(1);
  const found = { alone: await swept(1), byThree: await swept(3) };
  api.close();
  return found;
}

/** The cost of an e-mail that SES takes at once, and of a try that SES refuses for its rate. */
async function measuredMails(): Promise<Pick<Measured, "sentMail" | "postponedMail">> {
  const { announcedMail, deliverMail, retryMail } = await import("../../shared/jobs/deliver-mail.ts");
  const ses = mockClient(SESv2Client);
  const mails = (type: string) =>
    Array.from({ length: mailCount }, () =>
      announcedMail({ eventId: `evt_${randomUUID()}`, type, at: endAt }, 0, {
        tells: "claimable",
        to: `${randomUUID()}@certrail.dev`,
        name: "Ana Sá",
        certification: "Clouds",
      }),
    );
  const run = (cost: JobRun["cost"]) => ({ now: endAt, random: randomBytes, requestId: randomUUID(), cost });
  const [first, taken, refused] = [mails("first"), mails("taken"), mails("refused")];
  ses.on(SendEmailCommand).resolves({});
  await each(mailCount, (cost) => inTens(first, (mail) => deliverMail(mail, run(cost))));
  const sentMail = await each(mailCount, (cost) => inTens(taken, (mail) => deliverMail(mail, run(cost))));
  ses
    .on(SendEmailCommand)
    .rejects(Object.assign(new Error("Maximum sending rate exceeded."), { name: "TooManyRequestsException" }));
  await each(mailCount, (cost) => inTens(refused, (mail) => deliverMail(mail, run(cost))));
  const later = new Date(Date.parse(endAt) + 3_600_000).toISOString();
  const postponedMail = await each(mailCount, (cost) =>
    inTens(refused, ({ mailId }) => retryMail(mailId, { ...run(cost), now: later })),
  );
  ses.restore();
  return { sentMail, postponedMail };
}

async function inTens<T>(things: readonly T[], work: (thing: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < things.length; at += 10) await Promise.all(things.slice(at, at + 10).map(work));
}

async function each(count: number, work: (cost: JobRun["cost"]) => Promise<void>): Promise<Each> {
  const { Cost } = await import("../../shared/store/core/cost.ts");
  const cost = new Cost();
  const before = process.cpuUsage();
  await work(cost);
  const { user, system } = process.cpuUsage(before);
  return {
    writeUnits: cost.writeUnits / count,
    readUnits: cost.readUnits / count,
    cpuMilliseconds: (user + system) / 1000 / count,
  };
}

function rowOf(
  name: string,
  { endsDone, mailsDone, endsEachSecond, writeUnitsEachSecond, triesOfAMail, writeUnits }: Outcome,
): string {
  const cells = [
    Math.round(endsEachSecond),
    Math.round(writeUnitsEachSecond),
    `${endsDone} min`,
    `${(mailsDone / 60).toFixed(1)} h`,
    triesOfAMail.toFixed(1),
    `${Math.round(writeUnits / 1e6)} million`,
  ];
  return `| ${[name, ...cells].join(" | ")} |`;
}

function print(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}
