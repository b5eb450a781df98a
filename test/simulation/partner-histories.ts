import type { Kind, Looks } from "./looks.ts";
import type { Model } from "./model.ts";
import type { Names } from "./names.ts";
import type { TouchedOfPartners } from "./partner-compare.ts";

type Seen = { readonly type: string; readonly data: Record<string, unknown> };

/** Compares partners' histories: one event for each change of state. */
export async function historiesDiffer(
  { state }: Model,
  names: Names,
  looks: Looks,
  { accounts, invitations, applications, examCodes, bindings }: TouchedOfPartners,
): Promise<string[]> {
  const compare = async (kind: Kind, id: string | undefined, expected: readonly string[] | undefined) => {
    if (id === undefined) return [];
    return eventsDiffer(`history of ${kind} ${id}`, expected ?? [], await looks.history(kind, id));
  };
  const differences = await Promise.all([
    ...[...accounts].map((each) => compare("membership", each, state.memberEvents.get(each))),
    ...[...invitations].map((at) => compare("invitation", names.invitations[at], state.invitations[at]?.events)),
    ...[...applications].map((name) =>
      compare("application", names.applications.get(name), state.applications.get(name)?.events),
    ),
    ...[...examCodes].map((at) => compare("exam-code", names.examCodes[at], state.examCodes[at]?.events)),
    ...[...bindings].map((name) => compare("binding", names.bindings.get(name), state.bindings.get(name)?.events)),
  ]);
  return differences.flat();
}

/** Events of time depend on the schedule's runs. */
function isScheduled({ type, data }: Seen): boolean {
  return /\.(ending|expired|overdue|waiting|parked)$/.test(type) || data.reason === "result-not-received";
}

export function eventsDiffer(what: string, expected: readonly string[], seen: readonly Seen[]): string[] {
  const types = seen.filter((each) => !isScheduled(each)).map(({ type }) => type);
  const [ours, theirs] = [JSON.stringify([...expected].sort()), JSON.stringify(types.sort())];
  return ours === theirs ? [] : [`${what}: the model has ${ours}, the service ${theirs}`];
}
