import * as z from "zod";
import { givesNumber, providerIn } from "../../domain/programme/programme.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import type { Fault } from "../operation.ts";

const sender = z.object({ provider: z.string() });
const number = z.string().optional();
const report = z.object({ data: z.object({ confirmationNumber: number, previousConfirmationNumber: number }) });

/** The confirmation numbers in a report that another provider gives. */
export function strangeNumbers(params: unknown, body: unknown): Fault[] {
  const provider = providerIn(programme, sender.safeParse(params).data?.provider);
  const { data = {} } = report.safeParse(body).data ?? {};
  return Object.entries(data).flatMap(([name, value]) => {
    if (provider === undefined || value === undefined || givesNumber(provider, value)) return [];
    const detail = `is not a confirmation number of ${provider.name}: ${provider.confirmationNumber}`;
    return [{ pointer: `/data/${name}`, detail }];
  });
}
