import { settings } from "./settings.ts";

/** Replace every example and placeholder: `npm run deploy -- production` names those that are left. */
export default settings({
  stackName: "Certrail",
  account: "000000000000",
  region: "eu-central-1",
  isProduction: true,
  issuer: "https://id.example.org",
  audience: ["<client id>"],
  staffGroup: "certrail-staff",
  mailFrom: "no-reply@example.org",
  publicUrl: "https://api.example.org",
  alarmAddress: "on-call@example.org",
});
