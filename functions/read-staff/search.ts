import { attemptView, listRefusedAttempts } from "../../shared/contract/history/attempts.ts";
import { hitView, search } from "../../shared/contract/overview/search.ts";
import {
  attemptsKeptSince,
  type Guesser,
  networkOf,
  type RefusedAttempt,
} from "../../shared/domain/history/attempt.ts";
import { type Found, summaryOf } from "../../shared/domain/overview/found.ts";
import { listStep, pageReply } from "../../shared/http/list.ts";
import { accountEndpoint } from "../../shared/http/step.ts";
import { attemptsBy, attemptsWith, refusedAttempts } from "../../shared/store/history/attempts.ts";
import { find } from "../../shared/store/overview/search.ts";

export const endpoints = [
  accountEndpoint(search, (call) => {
    const of = (found: Found) => summaryOf(found, call.now).accountId;
    return pageReply(
      search,
      call,
      "all",
      (place) => find({ ...call.query.q, name: call.query.name }, place, call.cost),
      hitView,
      of,
    );
  }),
  listStep(listRefusedAttempts, ({ query: { code, accountId, source = "" }, now }) => {
    const of = ({ by }: RefusedAttempt) => (by.kind === "account" ? by.id : undefined);
    const shown = { entity: refusedAttempts, view: attemptView, of, from: attemptsKeptSince(now) };
    if (code !== undefined) return { ...shown, list: attemptsWith(code) };
    const by: Guesser =
      accountId === undefined ? { kind: "source", id: networkOf(source) } : { kind: "account", id: accountId };
    return { ...shown, partsOf: attemptsBy(by) };
  }),
];
