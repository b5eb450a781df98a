import { certificateView } from "../../shared/contract/certificate/certificates.ts";
import { getMe } from "../../shared/contract/overview/account.ts";
import { getMailPreferences, mailPreferencesView } from "../../shared/contract/overview/mail-preferences.ts";
import { getMyCertifications, myCertificationView } from "../../shared/contract/overview/my-certifications.ts";
import { organizationView } from "../../shared/contract/partner/organizations.ts";
import { authorizationCodeView } from "../../shared/contract/purchase/authorization-codes.ts";
import { verifiedAddress } from "../../shared/domain/account.ts";
import { accept, refuse } from "../../shared/domain/decision.ts";
import { codesToChooseFor, myCertifications } from "../../shared/domain/overview/my-certifications.ts";
import { certificateLinks } from "../../shared/http/certificate-link.ts";
import { jsonReply } from "../../shared/http/reply.ts";
import { accountEndpoint, step } from "../../shared/http/step.ts";
import { ownThings } from "../../shared/settling/own-things.ts";
import { mailAddressAt } from "../../shared/store/history/mail-addresses.ts";
import { memberships } from "../../shared/store/partner/memberships.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

export const endpoints = [
  accountEndpoint(getMyCertifications, async ({ account, query, now, cost, origin }) => {
    const own = await ownThings(account, query.certificationId, cost);
    const rows = myCertifications(own, now).map(async (row) => {
      const { certificate } = row;
      const links = certificate && (await certificateLinks(certificate, origin, now));
      const certified = certificate && { ...certificateView(certificate, now), links };
      return { ...myCertificationView(row, now), certificate: certified };
    });
    const generalPurposeCodes = codesToChooseFor(own, now).map((code) => authorizationCodeView(code, now));
    return jsonReply(200, { data: await Promise.all(rows), generalPurposeCodes });
  }),
  step(getMailPreferences, {
    reads: ({ account }) => ({ address: mailAddressAt(verifiedAddress(account) ?? "") }),
    decide: (facts, refs, { account }) =>
      verifiedAddress(account) === undefined
        ? refuse("email-not-verified")
        : accept({ body: mailPreferencesView(facts.get(refs.address)) }),
  }),
  step(getMe, {
    reads: ({ account }) => ({ membership: memberships.at(account.accountId) }),
    follow: (facts, refs) => {
      const member = facts.get(refs.membership)?.member;
      return member === undefined ? [] : facts.missing(partnerAt(member.organizationId));
    },
    decide: (facts, refs, { account }) => {
      const membership = facts.get(refs.membership);
      const partner = membership?.member && facts.get(partnerAt(membership.member.organizationId));
      const organization = partner && organizationView(partner, membership);
      return accept({ body: { ...account, organization } });
    },
  }),
];
