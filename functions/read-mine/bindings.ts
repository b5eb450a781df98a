import { getBinding, listBindings } from "../../shared/contract/certificate/binding-operations.ts";
import { previewBinding } from "../../shared/contract/certificate/binding-previews.ts";
import { bindingView } from "../../shared/contract/certificate/bindings.ts";
import { ownBinding } from "../../shared/domain/certificate/binding.ts";

import { listStep } from "../../shared/http/list.ts";
import { show } from "../../shared/http/parts.ts";
import { step } from "../../shared/http/step.ts";
import { askedRefs, missingToBind } from "../../shared/settling/bind-sitting.ts";
import { previewOf } from "../../shared/settling/binding-preview.ts";
import { bindings } from "../../shared/store/certificate/bindings.ts";
import { lists } from "../../shared/store/core/entity.ts";
import { partnerOf } from "../../shared/store/partner/counting.ts";

export const endpoints = [
  listStep(listBindings, ({ account }) => ({
    entity: bindings,
    list: lists.account(account.accountId),
    view: bindingView,
  })),
  step(getBinding, {
    reads: ({ params }) => ({ binding: bindings.at(params.bindingId) }),
    decide: (facts, refs, { account, now }) =>
      show(ownBinding(facts.get(refs.binding), account), (found) => bindingView(found, now)),
  }),
  step(previewBinding, {
    reads: ({ body, account }) => askedRefs(body, account),
    follow: (facts, refs) => [...missingToBind(facts, refs), ...facts.missing(...partnerOf(facts, refs.membership))],
    decide: (facts, refs, call) => show(previewOf(facts, refs, call), (preview) => preview),
  }),
];
