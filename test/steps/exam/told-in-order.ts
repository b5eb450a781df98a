import * as z from "zod";
import * as given from "../../support/given.ts";
import { field } from "../calls.ts";
import { deliveredAt, type ExamScene, type History, ways } from "./any-order-scenes.ts";
import type { Sendable } from "./kept-reports.ts";

const read = z.looseObject({
  appointments: z.array(z.union([z.looseObject({ confirmationNumber: z.string(), status: z.string() }), z.string()])),
  standing: z.array(z.tuple([z.string(), z.string()])),
});

/** The status in a report's answer, with its reason if there is one. */
export async function said(report: Sendable): Promise<string> {
  const answer = given.must([200, 202], await report.send(deliveredAt));
  const reason = field(answer, "reason");
  return `${field(answer, "status")}${reason === undefined ? "" : `: ${reason}`}`;
}

/** Each way to sit an exam. A history can begin at once. */
export const everyWay = Object.entries(ways).map(([name, [level, prepare]]) => {
  const scene = async (history: History) => prepare(history, await given.certification(level), 0);
  return [name, scene] as const;
});

/** The appointments by the names of their numbers, and whether there is a valid pass. */
export async function endOf({ end, drawn }: ExamScene) {
  const { appointments, standing } = read.parse(await end());
  const named = (number: string) => Object.entries(drawn).find(([, each]) => each === number)?.[0] ?? number;
  const places = appointments.map((each) =>
    typeof each === "string" ? "none" : `${named(each.confirmationNumber)} ${each.status}`,
  );
  return { places: places.join(", "), passes: standing.length };
}
