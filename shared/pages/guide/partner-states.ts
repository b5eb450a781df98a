import type { Application } from "../../domain/partner/application.ts";
import type { InvitationStatus } from "../../domain/partner/invitation.ts";
import type { PartnershipStatus } from "../../domain/partner/partnership.ts";
import { inDays } from "../../domain/period.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import type { Machine } from "./diagram.ts";

export const application: Machine<Application["state"]> = {
  name: "application to an organization",
  states: { approved: [0, 0], pending: [0, 1], rejected: [2, 1], withdrawn: [0, 2] },
  moves: [
    ["start", "pending", "by an\ninvitation"],
    ["pending", "approved", "main account"],
    ["pending", "rejected", "main account"],
    ["pending", "withdrawn", "applicant"],
    ["approved", "pending", "has left,\napplies again"],
    ["rejected", "pending", "applies again"],
    ["withdrawn", "pending", "applies again"],
  ],
};

export const partnership: Machine<PartnershipStatus> = {
  name: "partnership",
  states: { active: [0, 0], suspended: [1, 0], ended: [1, 1] },
  moves: [
    ["start", "active", "staff"],
    ["active", "suspended", "staff"],
    ["suspended", "active", "resumed"],
    ["active", "ended", "staff"],
    ["suspended", "ended", "staff"],
  ],
};

export const invitation: Machine<InvitationStatus> = {
  name: "invitation to an organization",
  states: { active: [0, 0], revoked: [1, 0], expired: [1, 1] },
  moves: [
    ["start", "active", "made"],
    ["active", "revoked", "manager"],
    ["active", "expired", inDays(programme.invitationDays)],
  ],
};
