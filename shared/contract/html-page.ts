import * as z from "zod";

export const htmlPage = {
  contentType: "text/html",
  schema: z.string().meta({ examples: ['<!doctype html>\n<html lang="en">…</html>'] }),
  headers: {
    "content-security-policy": z
      .string()
      .meta({ description: "What the page may load and run", examples: ["default-src 'none'"] }),
    "x-content-type-options": z
      .literal("nosniff")
      .meta({ description: "Browsers must not guess another content type", examples: ["nosniff"] }),
    "referrer-policy": z
      .string()
      .meta({ description: "Links from the page do not send its address", examples: ["no-referrer"] }),
  },
} as const;

/** A page in the first language of `accept-language` that there is, or else in the programme's. */
export const spokenPage = {
  ...htmlPage,
  headers: {
    ...htmlPage.headers,
    "content-language": z.string().meta({ description: "The language of the page (BCP 47)", examples: ["en"] }),
    vary: z
      .string()
      .meta({ description: "The page differs by these request headers", examples: ["accept, accept-language"] }),
  },
} as const;
