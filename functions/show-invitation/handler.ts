import { showInvitation } from "../../shared/contract/partner/invitation-operations.ts";
import { frontEndInvitation } from "../../shared/contract/partner/invitations.ts";
import { usable } from "../../shared/domain/partner/invitation.ts";
import { inForce } from "../../shared/domain/partner/partnership.ts";
import { languagesOf } from "../../shared/http/accept.ts";
import { forPeople } from "../../shared/http/for-people.ts";
import { pageReply, type Reply } from "../../shared/http/reply.ts";
import { serve } from "../../shared/http/serve.ts";
import { publicEndpoint } from "../../shared/http/step.ts";
import { invitationPage, noInvitationPage } from "../../shared/pages/invitation.ts";
import { lookUp } from "../../shared/store/core/list.ts";
import { invitations } from "../../shared/store/partner/invitations.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

/** Whoever guesses learns nothing: an ended link looks like none. */
function none(languages: readonly string[]): Reply {
  return { ...pageReply(404, noInvitationPage(languages)), refusal: "invitation-not-found" };
}

export const handler = serve(
  forPeople(
    publicEndpoint(showInvitation, async ({ params: { token }, now, cost, frontEnd }, event) => {
      const languages = languagesOf(event);
      const [invitation] = await lookUp([invitations.at(token)], cost);
      const found = usable(invitation, now);
      if (!found.accepted) return none(languages);

      const [partner] = await lookUp([partnerAt(found.value.organizationId)], cost);
      if (partner === undefined || !inForce(partner).accepted) return none(languages);
      return pageReply(200, invitationPage(found.value, partner, frontEndInvitation(token, frontEnd), languages));
    }),
  ),
);
