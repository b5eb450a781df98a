import {
  getAuthorizationCode,
  listAuthorizationCodes,
} from "../../shared/contract/purchase/authorization-code-operations.ts";
import { authorizationCodeView } from "../../shared/contract/purchase/authorization-codes.ts";
import {
  type AuthorizationCode,
  authorizationCodeStatus,
  visibleCode,
} from "../../shared/domain/purchase/authorization-code.ts";
import { listStep, only } from "../../shared/http/list.ts";
import { show } from "../../shared/http/parts.ts";
import { step } from "../../shared/http/step.ts";
import { lists } from "../../shared/store/core/entity.ts";
import { authorizationCodes } from "../../shared/store/purchase/authorization-codes.ts";

export const endpoints = [
  listStep(listAuthorizationCodes, ({ query, now, account: { accountId, email, emailVerified } }) => {
    const received = email === undefined || !emailVerified ? undefined : lists.recipient(email);
    const list = query.gifts === "received" ? received : lists.account(accountId);
    const narrowed = only(query, (code: AuthorizationCode) => ({
      status: authorizationCodeStatus(code, now),
      certificationId: code.coverage.edition === "single-subject" ? code.coverage.certificationId : undefined,
    }));
    return { entity: authorizationCodes, list, view: authorizationCodeView, ...narrowed };
  }),
  step(getAuthorizationCode, {
    reads: ({ params }) => ({ code: authorizationCodes.at(params.code) }),
    decide: (facts, refs, { account, now }) =>
      show(
        visibleCode(facts.get(refs.code), account),
        (code) => authorizationCodeView(code, now),
        ({ ownerId }) => ownerId,
      ),
  }),
];
