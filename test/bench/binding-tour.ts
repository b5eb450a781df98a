import * as z from "zod";
import { handler as bindSitting } from "../../functions/bind-sitting/handler.ts";
import { handler as correctName } from "../../functions/correct-name/handler.ts";
import { handler as readMine } from "../../functions/read-mine/handler.ts";
import { handler as readStaff } from "../../functions/read-staff/handler.ts";
import { handler as undoCandidateLink } from "../../functions/undo-candidate-link/handler.ts";
import * as bindings from "../../shared/contract/certificate/binding-operations.ts";
import * as bindingPreviews from "../../shared/contract/certificate/binding-previews.ts";
import * as corrections from "../../shared/contract/certificate/corrections.ts";
import * as links from "../../shared/contract/exam/candidate-links.ts";
import * as bindingGiven from "../support/binding-given.ts";
import * as given from "../support/given.ts";
import { invoke } from "../support/invoke.ts";
import type { Call } from "./organization-tour.ts";

/** A binding that is previewed first. Staff then undo its candidate id's link. */
export async function bindingTour(call: Call): Promise<void> {
  const { ana, certificationId, named, result } = await bindingGiven.sat();
  const asked = { body: { certificationId, ...named }, as: ana };
  await call(readMine, bindingPreviews.previewBinding, asked, " (pending)");
  given.must([200], await result());
  await call(readMine, bindingPreviews.previewBinding, asked);
  const bound = given.must([201], await invoke(bindSitting, bindings.bindSitting, asked));
  const { bindingId } = z.object({ bindingId: z.string() }).parse(bound.body);
  const decided = { params: { bindingId }, body: { familyName: "Silva", reason: "Bench" }, as: given.staff };
  await call(correctName, corrections.correctBindingName, decided);
  const link = { params: { provider: "pearson-vue", candidateId: named.candidateId }, as: given.staff };
  await call(readStaff, links.getCandidateLink, link);
  await call(undoCandidateLink, links.undoCandidateLink, { ...link, query: { reason: "A wrong id" } });
}
