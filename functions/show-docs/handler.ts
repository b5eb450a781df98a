import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { getDocs, getGuide, getProblem, getViewer } from "../../shared/contract/description.ts";
import { isProblemCode, problems } from "../../shared/contract/problems/problems.ts";
import { takesGzip, wantsPage } from "../../shared/http/accept.ts";
import { forPeople } from "../../shared/http/for-people.ts";
import { Problem } from "../../shared/http/problem.ts";
import { jsonReply, pageReply, type Reply } from "../../shared/http/reply.ts";
import { serve } from "../../shared/http/serve.ts";
import { publicEndpoint } from "../../shared/http/step.ts";
import { docsPage, guidePage } from "../../shared/pages/guide/guide.ts";
import { problemPage } from "../../shared/pages/problem-page.ts";

let viewer: { readonly text: string; readonly packed: string } | undefined;

/** Redoc, which the bundle has beside it; what it would load from another host is left out. */
function loadViewer() {
  const place = createRequire(import.meta.filename).resolve("redoc/bundles/redoc.standalone.js");
  const text = readFileSync(place, "utf8").replaceAll("https://cdn.redoc.ly/redoc/logo-mini.svg", "data:,");
  viewer = { text, packed: gzipSync(text).toString("base64") };
  return viewer;
}

function viewerReply(packed: boolean): Reply {
  const loaded = viewer ?? loadViewer();
  const headers = { "content-type": "text/javascript; charset=utf-8", "x-content-type-options": "nosniff" };
  const varies = { ...headers, vary: "accept-encoding" };
  return packed
    ? { status: 200, headers: { ...varies, "content-encoding": "gzip" }, body: loaded.packed, base64: true }
    : { status: 200, headers: varies, body: loaded.text };
}

export const handler = serve(
  forPeople(publicEndpoint(getDocs, async () => pageReply(200, docsPage()))),
  forPeople(
    publicEndpoint(getGuide, async ({ params }) => {
      const found = guidePage(params.page);
      if (found === undefined) throw new Problem("not-found");

      return pageReply(200, found);
    }),
  ),
  publicEndpoint(getViewer, async (_, event) => viewerReply(takesGzip(event))),
  forPeople(
    publicEndpoint(getProblem, async ({ params: { code }, origin }, event) => {
      if (!isProblemCode(code)) throw new Problem("not-found");

      const reply = wantsPage(event)
        ? pageReply(200, problemPage(code, origin))
        : jsonReply(200, { code, ...problems[code] });
      return { ...reply, headers: { ...reply.headers, vary: "accept" } };
    }),
  ),
);
