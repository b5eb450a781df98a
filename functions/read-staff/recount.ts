import { recountPartner, recountView } from "../../shared/contract/partner/recount.ts";
import { recount } from "../../shared/domain/history/recount.ts";
import { Problem } from "../../shared/http/problem.ts";
import { jsonReply } from "../../shared/http/reply.ts";
import { accountEndpoint } from "../../shared/http/step.ts";
import { readBooks } from "../../shared/store/history/recount.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

export const endpoints = [
  accountEndpoint(recountPartner, async ({ params, now, cost }) => {
    const books = await readBooks(partnerAt(params.partnerId), cost);
    if (books === undefined) throw new Problem("partner-not-found");

    return jsonReply(200, recountView(recount(books, now), books.partner.partnerId, now));
  }),
];
