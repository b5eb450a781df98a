import { toldApart } from "../exam/name-difference.ts";
import type { WorkItem } from "../work-item.ts";
import type { Binding } from "./binding.ts";

/** A bound sitting's name differs from the one that the centre checked (R19). */
export function workOfBinding(binding: Binding): WorkItem[] {
  if (binding.state !== "bound" || binding.nameDiffers === undefined) return [];
  const { bindingId: id, accountId, holderName: name, nameDiffers } = binding;
  const link = `/v1/bindings/${id}`;
  const actions = [`${link}/correct-name`];
  const about = { about: `exam ${binding.exam}`, reason: toldApart(nameDiffers), concerns: { accountId, name } };
  return [{ kind: "name-difference", id, since: nameDiffers.since, ...about, link, actions }];
}
