/** English texts of the pages that are in the language of their reader, as far as we have it. They are a part of `texts`. */
export const readerTexts = {
  skip: "Skip to the content",
  questions: "Questions",
  notFound: "Not found",
  formTitle: "Verify a certificate",
  formLead: "Everyone can check whether a certificate of {issuer} is genuine and still valid.",
  formLabel: "Number of the certificate, or the whole link to it",
  formHint:
    "The number stands on the certificate and begins with {prefix}. Capitals, spaces and hyphens do not matter.",
  formButton: "Verify",
  noneTitle: "No such certificate",
  noneShort:
    "The end of the number is missing: after {prefix} it has {count} of {wanted} symbols. Copy the whole of it.",
  noneLong:
    "The number is too long: after {prefix} it has {count} symbols, and not {wanted}. Remove what does not belong to it.",
  nonePrefix: "There is no number in it. A number begins with {prefix}, and {wanted} more symbols follow.",
  noneSymbol: "It has a symbol that no number has. After {prefix} there are only digits and Latin letters, and no U.",
  noneCheck:
    "A symbol is mistyped, or two are swapped: the last one does not fit the others. Compare it with the certificate.",
  noneUnknown:
    "The number is well formed, but no certificate of {issuer} has it. Its holder may not have claimed it yet, or it belongs to another organization.",

  invitationTitle: "You are invited",
  invitationLead:
    "{organization} invites you to join its training organization at {issuer}. Its exam codes can then be given to you, and your certificates count for it.",
  invitationNext: "What to do",
  invitationApply: "Sign in and apply",
  invitationApplyWith: "Sign in to your account at {issuer} and apply with this invitation: {token}",
  invitationWait:
    "Wait for the decision: the main account of {organization} approves or rejects your application, and you are told by e-mail.",
  invitationEnd: "The link is good until {time}. If you do not know this company, do nothing.",
  noInvitationTitle: "This invitation does not work",
  noInvitation: "Its end may be missing: copy the whole of the link. Or it is over: ask whoever sent it for a new one.",

  refusedTitle: "This page cannot be shown",
  refusedAdvice: "Compare the address with what you were given, or load this page again later.",
  nothingTitle: "Nothing is here",
  nothingAdvice: "Nothing is at this address. Compare it with what you were given, or begin at {start}.",
  programsTitle: "Nothing to look at",
  programsAdvice: "At this address there is nothing to look at: programs send things to it.",
  incompleteTitle: "The address is not complete",
  incompleteAdvice: "This address is not complete, or has more in it than it should. Copy the whole of the link.",
  brokenLinkAdvice: "This link leads to no certificate. Copy the whole of it, or ask its holder for a new one.",
  revokedTitle: "The certificate was revoked",
  revokedAdvice: "It is not printed any more. Its holder can ask {issuer} why.",
  tooManyTitle: "Too many attempts",
  tooManyAdvice: "From your network, too much was asked for that does not exist. What exists is shown again later.",
  faultTitle: "Something went wrong",
  faultAdvice: "The fault is ours. Load this page again in a moment.",
  busyTitle: "Too busy just now",
  busyAdvice: "Load this page again in a moment.",
  comeBack: "Come back in {count} minutes.",
  refusedDetails: "Error {code}, HTTP status {status}. When you ask us about it, name the request: {request}",
} as const;
