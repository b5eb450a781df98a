import { appointments } from "../../shared/store/exam/appointments.ts";
import { enrolments } from "../../shared/store/exam/enrolments.ts";
import { items, type OlderItem } from "./older-items.ts";

/** A member that a later version has added. */
export const addition = { laterMember: { of: "a later version" } };

/** Members that hold data of any form. */
const open = new Set(["levels", "benefitRules", "data", "headers"]);

/** Fields that each change computes again from the reports. Unknown parts in them are not kept. */
const derived = new Set(["appointment", "payer", "standing"]);

/** Kinds of which copies are written unread. Another schema has another mark. */
const markedKinds: readonly string[] = [appointments, enrolments].map(({ kind }) => kind);

/** The items as a later version could have stored them: with one more member at every level, and beside the facts. */
export const laterItems: readonly OlderItem[] = items.map(asLater);

/** The same of one item. */
export function asLater(item: OlderItem): OlderItem {
  return {
    ...item,
    ...("data" in item && { data: added(item.data) }),
    ...addition,
    ...(markedKinds.includes(item.kind) && { mark: "later" }),
  };
}

/** The value with the addition in each of its objects. */
function added(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.map((each) => added(each));
  if (typeof value !== "object" || value === null || (name === "data" && !("kind" in value))) return value;
  const members = Object.entries(value).map(([each, member]) => [
    each,
    each === "event" ? member : added(member, each),
  ]);
  const isCopy = "value" in value && "version" in value;
  return {
    ...Object.fromEntries(members),
    ...(!open.has(name) && !isCopy && addition),
    ...(isCopy && { besides: addition }),
  };
}

/** The places of a value without their addition after a change. A removed place does not count. */
export function lacking(before: unknown, after: unknown, path = ""): string[] {
  if (Array.isArray(before)) {
    return Array.isArray(after) ? before.flatMap((each, at) => lacking(each, after[at], `${path}[${at}]`)) : [];
  }
  if (!isObject(before) || !isObject(after)) return [];
  const name = path.split(".").at(-1) ?? "";
  const own = "laterMember" in before && !("laterMember" in after) ? [path] : [];
  const inner = Object.keys(before).filter((each) => each !== "laterMember" && !derived.has(each));
  return derived.has(name)
    ? []
    : [...own, ...inner.flatMap((each) => lacking(before[each], after[each], `${path}.${each}`))];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
