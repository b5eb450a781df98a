import type { Stated } from "./schema.ts";

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}

/** Each is one line: the setting, and what is wrong with it beside the others. */
export function faultsBetween(stated: Stated): string[] {
  return [
    ...faultsOfIssuer(stated),
    ...faultsOfMail(stated),
    ...faultsOfDomain(stated),
    ...(stated.isProduction ? faultsOfProduction(stated) : []),
  ];
}

function faultsOfIssuer(stated: Stated): string[] {
  const names = ["issuer", "audience"] as const;
  if (stated.userPool === undefined) {
    return names.filter((name) => stated[name] === undefined).map((name) => `${name}: name one, or a userPool`);
  }
  const given = [...names, "claims" as const].filter((name) => stated[name] !== undefined);
  return given.map((name) => `${name}: follows from userPool, so leave it out`);
}

function faultsOfMail({ mailFrom, mailIdentity }: Stated): string[] {
  const name = mailIdentity?.name.toLowerCase();
  const from = mailFrom.toLowerCase();
  if (name === undefined || from === name || from.endsWith(`@${name}`) || domainOf(from).endsWith(`.${name}`))
    return [];
  return [`mailIdentity: ${mailIdentity?.name} does not send for ${mailFrom}`];
}

function faultsOfDomain({ domain, publicUrl, region }: Stated): string[] {
  if (domain === undefined) return [];
  const { name, certificateArn, hostedZone } = domain;
  const certified = certificateArn?.split(":")[3];
  const isInZone = hostedZone === undefined || name === hostedZone.name || name.endsWith(`.${hostedZone.name}`);
  return [
    ...(certified === undefined && hostedZone === undefined ? ["domain: name a certificateArn or a hostedZone"] : []),
    ...(certified === undefined || region === undefined || certified === region
      ? []
      : [`domain.certificateArn: a certificate of ${region}, where the API is`]),
    ...(isInZone ? [] : [`domain.hostedZone: ${name} is not in ${hostedZone.name}`]),
    ...(publicUrl === undefined || publicUrl === `https://${name}`
      ? []
      : [`publicUrl: https://${name}, as the domain says, or leave it out`]),
  ];
}

function faultsOfProduction({ alarmAddress, removal }: Stated): string[] {
  return [
    ...(alarmAddress === undefined ? ["alarmAddress: a production stage needs one"] : []),
    ...(removal === "retain" ? [] : ["removal: a production stage keeps its state"]),
  ];
}
