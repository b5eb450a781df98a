import { getBadgePng, getBadgeSvg, getBakedBadge, getCard } from "../../shared/contract/certificate/badges.ts";
import { DeployedStep } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [getBadgeSvg, getBadgePng, getBakedBadge, getCard] },
  dear: true,
  secrets: ["internal"],
  // Drawing needs a whole processor for a moment, and so do the keys of a credential.
  memoryMegabytes: 1769,
  timeoutSeconds: 15,
  failure: "Pages and profiles show no badge, and a holder cannot download one.",
});
