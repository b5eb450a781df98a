import { getResult, listResults } from "../../shared/contract/exam/result-operations.ts";
import { resultView } from "../../shared/contract/exam/results.ts";
import { accept, refuse } from "../../shared/domain/decision.ts";
import type { Result } from "../../shared/domain/exam/result.ts";
import { programme } from "../../shared/domain/programme/programme-versions.ts";
import { listStep, only } from "../../shared/http/list.ts";
import { step } from "../../shared/http/step.ts";
import { lists } from "../../shared/store/core/entity.ts";
import type { Slot } from "../../shared/store/core/slot.ts";
import { resultAt, results } from "../../shared/store/exam/results.ts";

export const endpoints = [
  listStep(listResults, ({ account, query }) => ({
    entity: results,
    list: lists.account(account.accountId),
    view: ({ thing }: Slot<Result>) => thing && resultView(thing),
    ...only(query, ({ thing }: Slot<Result>) => ({ ...thing, status: thing?.outcome })),
  })),
  step(getResult, {
    reads: ({ params }) =>
      Object.fromEntries(programme.providers.map(({ provider }) => [provider, resultAt(provider, params.resultId)])),
    decide: (facts, refs, { account }) => {
      const isShown = (result: Result) =>
        account.staff || (result.accountId === account.accountId && result.parked !== true);
      const found = Object.values(refs)
        .flatMap((ref) => facts.get(ref)?.thing ?? [])
        .find(isShown);
      return found === undefined
        ? refuse("result-not-found")
        : accept({ body: resultView(found), about: found.accountId });
    },
  }),
];
