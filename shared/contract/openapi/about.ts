export const about = `The open back end on which a certification programme runs its codes.

- **Who calls.** Operations for accounts and for staff take a bearer token of the OpenID Connect issuer that the deployment
  names. Test centres and the payment provider sign their requests as Standard Webhooks has it. The rest is public.
- **What is not yours looks like what does not exist**: 404.
- **Errors** are problem documents (RFC 9457). \`code\` is stable, \`type\` leads to what it means and what to do.
  Where people come by a link, a browser, which takes \`text/html\`, gets a page instead.
- **Again.** Every POST for accounts and staff takes an \`idempotency-key\`: the same request with the same key gets the first
  answer, for 24 hours. A GET answers with an \`etag\`; sent back as \`if-none-match\`, it is answered 304 for as long as
  nothing has changed. What says when it was made has none, and nobody keeps it.
- **At the same time.** Every PUT, and each decision of staff about a thing, takes the \`etag\` that GET of the thing gave as
  \`if-match\`. If the thing is another by now, nothing is changed, and the answer is 412.
- **Lists** come in pages: \`nextCursor\` of one is \`cursor\` of the next. A cursor is good for its caller and query.
- **Fields that nobody knows are refused**, in bodies and in queries (422).
- **Browsers** may call from pages of any origin (CORS), unless the deployment names some, and without cookies, of which there
  are none. A request with an \`origin\` has \`access-control-allow-origin\` and \`access-control-expose-headers\` in its
  answer, whatever that is; OPTIONS is answered 204 at every path.
- **The programme** stands in \`x-programme\` of this document: its levels and exams, who holds them, and all their names.
- **HEAD** is answered wherever GET is, with the same status and headers; a test centre signs it as the GET.
- **A path that takes other methods** is refused with 405 and \`method-not-allowed\`; \`allow\` names what it takes.
- The gateway in front answers some refusals itself, in short: \`{"message": "..."}\` without a code.`;
