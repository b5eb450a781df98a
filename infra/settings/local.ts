import { settings } from "./settings.ts";

const table = process.env.EXISTING_TABLE;
const tableArn = `arn:aws:dynamodb:local:000000000000:table/${table}`;

/** The local host and `npm run synth`. It has placeholders, so it cannot be deployed. */
export default settings({
  stackName: "Certrail",
  issuer: "https://id.example.org",
  audience: ["certrail"],
  staffGroup: "certrail-staff",
  mailFrom: "no-reply@example.org",
  // For the drill of a restore.
  ...(table && { existingTable: { tableArn, streamArn: `${tableArn}/stream/local` } }),
});
