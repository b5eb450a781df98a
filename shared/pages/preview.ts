import { html } from "hono/html";
import { programme } from "../domain/programme/programme-versions.ts";
import type { Html } from "./page.ts";

export type Preview = {
  readonly title: string;
  readonly description: string;
  /** Absolute, as those who show a preview need it. */
  readonly url: string;
  /** A picture of 1200 by 630 pixels. */
  readonly picture?: { readonly url: string; readonly alt: string };
};

/** The preview that a social network or messenger shows of a link to the page (Open Graph, and Twitter's cards). */
export function preview({ title, description, url, picture }: Preview): Html {
  const card = picture === undefined ? [] : pictureTags(picture);
  return html`<meta name="description" content="${description}">
<link rel="canonical" href="${url}">
${Object.entries({
  "og:type": "website",
  "og:site_name": programme.name,
  "og:title": title,
  "og:description": description,
  "og:url": url,
}).map(
  ([property, content]) => html`<meta property="${property}" content="${content}">
`,
)}${card}`;
}

function pictureTags({ url, alt }: NonNullable<Preview["picture"]>): Html[] {
  return [
    ["og:image", url],
    ["og:image:type", "image/png"],
    ["og:image:width", "1200"],
    ["og:image:height", "630"],
    ["og:image:alt", alt],
  ]
    .map(
      ([property = "", content = ""]) => html`<meta property="${property}" content="${content}">
`,
    )
    .concat(html`<meta name="twitter:card" content="summary_large_image">
`);
}
