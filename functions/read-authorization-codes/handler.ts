import {
  authorizationCodeView,
  getAuthorizationCode,
  listAuthorizationCodes,
} from "../../shared/contract/authorization-codes.ts";
import { visibleCode } from "../../shared/domain/authorization-code.ts";
import { listStep } from "../../shared/http/list.ts";
import { serve } from "../../shared/http/serve.ts";
import { show, step } from "../../shared/http/step.ts";
import { authorizationCodes } from "../../shared/store/authorization-codes.ts";
import { lists } from "../../shared/store/entity.ts";

export const handler = serve(
  listStep(listAuthorizationCodes, ({ query, account: { accountId, email, emailVerified } }) => {
    const received = email === undefined || !emailVerified ? undefined : lists.recipient(email);
    const list = query.gifts === "received" ? received : lists.account(accountId);
    return { entity: authorizationCodes, list, view: authorizationCodeView };
  }),
  step(getAuthorizationCode, {
    reads: ({ params }) => ({ code: authorizationCodes.at(params.code) }),
    decide: (facts, refs, { account, now }) =>
      show(visibleCode(facts.get(refs.code), account), (code) => authorizationCodeView(code, now)),
  }),
);
