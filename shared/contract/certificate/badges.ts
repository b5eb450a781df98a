import * as z from "zod";
import { certificateNumber } from "../code-fields.ts";
import { attachment, unlisted } from "../fields.ts";
import { operation } from "../operation.ts";
import { certificationId } from "../programme-fields.ts";
import { token } from "./credentials.ts";

const tag = "Results and certificates";
const png = {
  contentType: "image/png",
  schema: z.string().meta({ format: "binary", examples: ["\u0089PNG"] }),
} as const;

export const getBadgeSvg = operation({
  id: "getBadgeSvg",
  method: "GET",
  path: "/badges/{certificationId}.svg",
  auth: "public",
  tag,
  summary: "Get a certification's badge as a drawing",
  description: "Its text is drawn as outlines, so that it looks alike everywhere.",
  params: z.strictObject({ certificationId }),
  answers: {
    200: {
      description: "The badge",
      contentType: "image/svg+xml",
      schema: z.string().meta({ examples: ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">…</svg>'] }),
    },
  },
  refusals: ["certification-not-found"],
  cache: { seconds: 3600 },
});

export const getBadgePng = operation({
  id: "getBadgePng",
  method: "GET",
  path: "/badges/{certificationId}.png",
  auth: "public",
  tag,
  summary: "Get a certification's badge as a bitmap of 600 by 600 pixels",
  params: z.strictObject({ certificationId }),
  answers: { 200: { description: "The badge", ...png } },
  refusals: ["certification-not-found"],
  cache: { seconds: 3600 },
});

export const getBakedBadge = operation({
  id: "getBakedBadge",
  method: "GET",
  path: "/v1/certificates/{certificateNumber}/badge.png",
  auth: "public",
  tag,
  summary: "Download a badge with the credential baked in",
  description:
    "The holder's certificate has this link. The bitmap carries the same credential as `getCredential` gives, as Open Badges 3.0 describes: wallets and other programs read it from the file.",
  params: z.strictObject({ certificateNumber }),
  query: z.looseObject({ token }),
  answers: { 200: { description: "The baked badge", headers: { ...attachment, ...unlisted }, ...png } },
  refusals: ["certificate-not-found", "certificate-revoked"],
  people: true,
});

export const getCard = operation({
  id: "getCard",
  method: "GET",
  path: "/verify/{certificateNumber}/card.png",
  auth: "public",
  tag,
  summary: "Get the picture that services show beside a link to a certificate",
  description: "1200 by 630 pixels, with what anyone may know of it: not the name, while its holder hides it.",
  params: z.strictObject({ certificateNumber }),
  answers: { 200: { description: "The card", headers: unlisted, ...png } },
  refusals: ["certificate-not-found"],
  guessed: "certificateNumber",
  cache: { seconds: 300 },
});
