import { bindingView, getBinding, listBindings } from "../../shared/contract/bindings.ts";
import { ownBinding } from "../../shared/domain/binding.ts";
import { listStep } from "../../shared/http/list.ts";
import { show, step } from "../../shared/http/step.ts";
import { bindings } from "../../shared/store/bindings.ts";
import { lists } from "../../shared/store/entity.ts";

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
];
