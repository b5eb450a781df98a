import * as z from "zod";
import { bindSitting, getBinding } from "../../shared/contract/certificate/binding-operations.ts";
import { listCertificates } from "../../shared/contract/certificate/certificate-operations.ts";
import { recountPartner } from "../../shared/contract/partner/recount.ts";
import { getTally } from "../../shared/contract/partner/tally-operations.ts";
import * as bindingGiven from "../support/binding-given.ts";
import * as given from "../support/given.ts";
import type { Claims, Response } from "../support/invoke.ts";
import { call, field, pageOf } from "./calls.ts";

const { now } = bindingGiven;

type Named = ReturnType<typeof bindingGiven.pair>;

/** Asks for a binding. The answer may be a refusal. */
export function bind(certificationId: string, named: Named, as: Claims, at = now, more: object = {}) {
  return call(bindSitting, { body: { certificationId, ...named, ...more }, as, at });
}

/** Status and reason of an earlier binding, as its account sees it. */
export async function standing(answer: Response, as: Claims, at = now): Promise<readonly unknown[]> {
  const bindingId = String(field(answer, "bindingId"));
  const looked = given.must([200], await call(getBinding, { params: { bindingId }, as, at }));
  return [field(looked, "status"), field(looked, "reason")];
}

/** An account's certificates, without ids and numbers. */
export async function certificatesOf(as: Claims, at = now) {
  const { data } = pageOf(await call(listCertificates, { as, at }));
  return data.map(
    ({ certificateId: _, certificateNumber: __, bindingId: ___, certificationId: ____, ...told }) => told,
  );
}

const levels = z.object({ levels: z.record(z.string(), z.object({ valid: z.number(), counted: z.number() })) });

/** A partner's tally for the ACP: valid now, and ever counted. */
export async function tallyAt(partnerId: string, at = now, level = "acp"): Promise<readonly (number | undefined)[]> {
  const answer = given.must([200], await call(getTally, { params: { partnerId }, as: given.staff, at }));
  const found = levels.parse(answer.body).levels[level];
  return [found?.valid, found?.counted];
}

const recountSchema = z.object({ agrees: z.boolean(), differences: z.array(z.unknown()) });

/** Differences that a recount from the partner's history finds. */
export async function differences(partnerId: string, at = now): Promise<unknown[]> {
  const answer = given.must([200], await call(recountPartner, { params: { partnerId }, as: given.staff, at }));
  const { agrees, differences: found } = recountSchema.parse(answer.body);
  if (agrees !== (found.length === 0)) throw new Error("a recount agrees when nothing differs");
  return found;
}
