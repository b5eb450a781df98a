import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { FunctionDefinition, SecretDefinition } from "../../infra/local/assembly/template.ts";
import { SecretStore } from "../../infra/local/aws/secrets-manager/secrets.ts";
import { DataDirectory } from "../../infra/local/host/data-directory.ts";

const GenerateSecretString = {
  SecretStringTemplate: "{}",
  GenerateStringKey: "current",
  PasswordLength: 44,
  ExcludePunctuation: true,
} as const;

const definitions: readonly SecretDefinition[] = ["payments", "internal"].map((name) => ({
  arn: `arn:aws:secretsmanager:local:000000000000:secret:${name}`,
  shape: { GenerateSecretString },
}));

const reader: FunctionDefinition = {
  name: "reader",
  arn: "reader",
  directory: "",
  handler: "index.handler",
  environment: Object.fromEntries(definitions.map(({ arn }) => [`SECRET_${arn.split(":")[6]?.toUpperCase()}`, arn])),
  memoryMegabytes: 128,
  timeoutSeconds: 1,
  allowed: [],
};

let folder: string;
let directory: DataDirectory;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "certrail-secrets-"));
  directory = DataDirectory.open(folder);
});

afterEach(() => {
  directory.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(): SecretStore {
  return new SecretStore(directory, definitions, [reader]);
}

test("a rotated secret has two active values, the newest first, also after the next start", () => {
  const store = open();
  const [first] = store.webhookSecrets().payments ?? [];

  expect(store.rotate("payments")).toBe(true);
  const [second, previous, ...others] = store.webhookSecrets().payments ?? [];
  expect(second).toMatch(/^whsec_[A-Za-z0-9]{44}$/);
  expect(second).not.toBe(first);
  expect(previous).toBe(first);
  expect(others).toEqual([]);
  expect(open().webhookSecrets()).toEqual(store.webhookSecrets());
  expect(open().find("payments")?.text).toBe(
    JSON.stringify({ current: second?.slice("whsec_".length), previous: first?.slice("whsec_".length) }),
  );
});

test("a secret that is rotated again forgets the oldest value", () => {
  const store = open();
  store.rotate("payments");
  const [second] = store.webhookSecrets().payments ?? [];
  store.rotate("payments");

  expect(store.webhookSecrets().payments).toEqual([expect.any(String), second]);
});

test("what signs no webhooks is not rotated here", () => {
  expect(open().rotate("internal")).toBe(false);
  expect(open().rotate("nobody")).toBe(false);
});
