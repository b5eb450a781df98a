import { Looks } from "./looks.ts";
import type { Model } from "./model.ts";
import { instant, type Names } from "./names.ts";
import { inOrder, levels, PartnerComparison, potsOf } from "./partner-compare.ts";
import { historiesDiffer } from "./partner-histories.ts";
import { PartnerLooks } from "./partner-looks.ts";
import { bearerOf, bindingStatus, examCodeStatus, invitationStatus } from "./partner-state.ts";
import { booksOf } from "./rules-of-exam-codes.ts";
import { Service } from "./service.ts";
import { certificateStatus } from "./state.ts";

/** Compares all things of partners: histories, lists and recounts. */
export async function partnersAtTheEnd(
  model: Model,
  names: Names,
  accounts: readonly string[],
  now: number,
): Promise<string[]> {
  const { invitations, applications, examCodes, bindings, partners } = model.state;
  const comparison = new PartnerComparison(model, names, now);
  const all = {
    accounts: new Set(accounts),
    invitations: new Set(invitations.keys()),
    applications: new Set(applications.keys()),
    examCodes: new Set(examCodes.keys()),
    bindings: new Set(bindings.keys()),
  };
  await comparison.touched(all);
  const looks = new PartnerLooks(instant(now));
  const histories = new Looks(instant(now));
  for (const at of partners.keys()) {
    await recountDiffers(comparison, model, names, looks, at, now);
    await peopleDiffer(comparison, model, names, looks, at, now);
    await partnerHistoryDiffers(comparison, model, names, histories, at, now);
  }
  await comparison.books();
  for (const account of accounts) {
    const seen = await looks.bindings(Service.claims(account));
    const ours = [...bindings].filter(([, each]) => each.account === account).map(([name]) => names.bindings.get(name));
    comparison.equal(`bindings of ${account}`, ours.sort(), seen.map(({ bindingId }) => bindingId).sort());
  }
  for (const [at, code] of examCodes.entries()) {
    if (examCodeStatus(code, now) !== "expired") continue;
    const seen = await histories.history("exam-code", names.examCodes[at] ?? "none");
    const ended = seen.filter(({ type }) => type === "exam-code.expired").length;
    comparison.equal(`announced ends of exam code ${at}`, 1, ended);
  }
  for (const [name, binding] of bindings) {
    if (bindingStatus(binding, now) !== "failed" || (binding.reason ?? notReceived) !== notReceived) continue;
    const seen = await histories.history("binding", names.bindings.get(name) ?? "none");
    comparison.equal(`how binding ${name} ended`, notReceived, seen.at(-1)?.data.reason);
  }
  return [...comparison.differences, ...(await historiesDiffer(model, names, histories, all))];
}

const notReceived = "result-not-received";

/** R29: the service's recount from its history agrees with its state and with the model. */
async function recountDiffers(
  comparison: PartnerComparison,
  { state }: Model,
  names: Names,
  looks: PartnerLooks,
  at: number,
  now: number,
): Promise<void> {
  const seen = await looks.recount(names.partners[at]?.partnerId ?? "");
  comparison.equal(`recount of partner ${at}`, [true, []], [seen?.agrees, seen?.differences]);
  for (const level of levels) {
    const books = booksOf(state, at, level, now);
    const { valid, counted, quota, issued } = books;
    const found = seen?.levels[level];
    const theirs = found && [found.valid, found.counted, found.quota, found.issued];
    comparison.equal(`recount of partner ${at}, ${level}`, [valid, counted, quota, issued], theirs);
    const pots = found && inOrder(found);
    comparison.equal(`recounted coupons of partner ${at}, ${level}`, potsOf(books), pots);
  }
}

/** All lists of a partner match the model exactly. */
async function peopleDiffer(
  comparison: PartnerComparison,
  { state }: Model,
  names: Names,
  looks: PartnerLooks,
  at: number,
  now: number,
): Promise<void> {
  const { partnerId = "", organizationId = "" } = names.partners[at] ?? {};
  const [members, invitations, applications, codes, counted] = await Promise.all([
    looks.members(organizationId),
    looks.invitations(organizationId),
    looks.applications(organizationId),
    looks.examCodes(partnerId),
    looks.counted(partnerId),
  ]);
  const compare = (what: string, ours: readonly unknown[][], theirs: readonly unknown[][]) => {
    const told = (rows: readonly unknown[][]) => rows.map((row) => JSON.stringify(row)).sort();
    comparison.equal(`${what} of partner ${at}`, told(ours), told(theirs));
  };
  compare(
    "members",
    [...state.members].filter(([, { partner }]) => partner === at).map(([account, { role }]) => [account, role]),
    members.map(({ accountId, role }) => [accountId, role]),
  );
  compare(
    "invitations",
    state.invitations.flatMap((each, place) =>
      each.partner === at ? [[names.invitations[place], invitationStatus(each, now), each.uses]] : [],
    ),
    invitations.map(({ token, status, uses }) => [token, status, uses]),
  );
  compare(
    "applications",
    [...state.applications.values()].filter(({ partner }) => partner === at).map((each) => [each.account, each.state]),
    applications.map(({ accountId, status }) => [accountId, status]),
  );
  compare(
    "exam codes",
    state.examCodes.flatMap((each, place) =>
      each.partner === at ? [[names.examCodes[place], examCodeStatus(each, now), bearerOf(each), each.exam]] : [],
    ),
    codes.map(({ code, status, holder, exam }) => [code, status, Object(holder).accountId, exam]),
  );
  compare(
    "certificates",
    [...state.certificates.entries()]
      .filter(([, each]) => each.organization === at && certificateStatus(each, now) === "valid")
      .map(([place, { account, why, sittings = [] }]) => {
        const isPaid = sittings.length > 0 && sittings.every((each) => state.sittings.get(each)?.partner === at);
        return [names.certificates.get(place), account, why, isPaid ? "benefit" : "otherwise"];
      }),
    counted.map(({ certificateId, accountId, why, paidBy }) => [certificateId, accountId, why, paidBy]),
  );
}

/** Each certificate was counted once, and uncounted once at its end. Timing decides the reason. */
async function partnerHistoryDiffers(
  comparison: PartnerComparison,
  { state }: Model,
  names: Names,
  looks: Looks,
  at: number,
  now: number,
): Promise<void> {
  const seen = await looks.history("partner", names.partners[at]?.partnerId ?? "none");
  const types = seen.filter(({ data }) => data.change !== "uncounted").map(({ type }) => type);
  const { events = [], endedAt } = state.partners[at] ?? {};
  const ends = endedAt === undefined ? [] : ["partner.codes-ended"];
  comparison.equal(`history of partner ${at}`, [...events, ...ends].sort(), types.sort());
  const over = [...state.certificates.entries()].filter(
    ([, each]) => each.organization === at && certificateStatus(each, now) !== "valid",
  );
  const uncounted = seen.filter(({ data }) => data.change === "uncounted").map(({ data }) => data.certificateId);
  const again = [...state.certificates.entries()].flatMap(([place, { organization, recounts = 0 }]) =>
    organization === at ? Array.from({ length: recounts }, () => place) : [],
  );
  const expected = [...over.map(([place]) => place), ...again].map((place) => names.certificates.get(place));
  comparison.equal(`uncounted by partner ${at}`, expected.sort(), uncounted.sort());
}
