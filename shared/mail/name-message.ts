import type { NameNotice } from "../domain/certificate/name-notice.ts";
import { type Letter, type Part, says } from "./letter.ts";
import { type Links, toPage } from "./links.ts";
import { unlinked } from "./unlinked.ts";
import type { Words } from "./words.ts";

type Notice<Tells extends NameNotice["tells"]> = Extract<NameNotice, { tells: Tells }>;

/** Tells of a name: that it was corrected, or that the test centre has checked another one. */
export function aboutName(notice: NameNotice, words: Words, links: Links): Letter {
  switch (notice.tells) {
    case "candidate-corrected":
      return candidateCorrected(notice, words, links);
    case "name-corrected":
      return nameCorrected(notice, words, links);
    case "name-differs":
      return nameDiffers(notice, words, links);
  }
}

function candidateCorrected(of: Notice<"candidate-corrected">, words: Words, links: Links): Letter {
  const { name, certification, fullName, email, country, phone, reason } = of;
  const facts = [
    { label: words.label("labelName"), value: unlinked(fullName) },
    { label: words.label("labelEmail"), value: email },
    { label: words.label("labelCountry"), value: words.country(country) },
    ...(phone === undefined ? [] : [{ label: words.label("labelPhone"), value: phone }]),
  ];
  return {
    subject: words.plain("correctedSubject", { certification }),
    name,
    parts: [
      ...says(words.say("corrected", { certification })),
      { facts },
      ...because(reason, words),
      ...says(words.say("correctedDoubt", {})),
    ],
    step: toPage("registration", of.registrationId, words, links),
  };
}

function nameCorrected(of: Notice<"name-corrected">, words: Words, links: Links): Letter {
  const { name, certification, fullName, certificateNumber: number, reason } = of;
  const step = toPage("certificate", of.certificateId, words, links);
  if (number === undefined) {
    const said = words.say("nameCorrected", { certification, name: fullName });
    return {
      subject: words.plain("nameSubject", { certification }),
      name,
      parts: [...says(said), ...because(reason, words), ...says(words.say("correctedDoubt", {}))],
      step,
    };
  }
  return {
    subject: words.plain("certificateNameSubject", { certification }),
    name,
    parts: [
      ...says(words.say("certificateName", { number, certification, name: fullName })),
      ...because(reason, words),
      ...says(words.say("certificateNameNext", {})),
    ],
    step,
  };
}

function nameDiffers(of: Notice<"name-differs">, words: Words, links: Links): Letter {
  const { name, certification, registered, checked } = of;
  const facts = [
    { label: words.label("labelWithUs"), value: unlinked(registered) },
    { label: words.label("labelChecked"), value: unlinked(checked) },
  ];
  return {
    subject: words.plain("nameDiffersSubject", { certification }),
    name,
    parts: [...says(words.say("nameDiffers", {})), { facts }, ...says(words.say("nameDiffersNext", {}))],
    step: toPage("registration", of.registrationId, words, links),
  };
}

function because(reason: string | undefined, words: Words): Part[] {
  return reason === undefined ? [] : [{ reason: words.say("reason", { reason }) }];
}
