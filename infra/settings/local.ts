import { settings } from "./settings.ts";

/** The local host and `npm run synth`. It has placeholders, so it cannot be deployed. */
export default settings({
  stackName: "Certrail",
  issuer: "https://id.example.org",
  audience: ["certrail"],
  staffGroup: "certrail-staff",
  mailFrom: "no-reply@example.org",
});
