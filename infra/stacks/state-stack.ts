import { CfnOutput, RemovalPolicy, Stack, type StackProps, Token } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { TokenRules } from "../constructs/api-definition.ts";
import { keptOnceMade } from "../constructs/removal.ts";
import { Secrets } from "../constructs/secrets.ts";
import { createSender } from "../constructs/sender.ts";
import { createTable, type TableOf } from "../constructs/table.ts";
import { createUserPool } from "../constructs/user-pool.ts";
import { mailIdentityOf, type Settings } from "../settings/settings.ts";

export type StateStackProps = Pick<StackProps, "env"> & {
  readonly settings: Settings;
};

/** Everything that must outlive the service: the table, the secrets, and if wanted the user pool and the sender. */
export class StateStack extends Stack {
  readonly table: TableOf;
  readonly secrets: Secrets;
  readonly tokens: TokenRules;

  constructor(scope: Construct, id: string, { settings, env = {} }: StateStackProps) {
    super(scope, id, { env, description: "certrail: state", analyticsReporting: false });
    // A first deployment that fails leaves nothing behind.
    const removalPolicy = settings.removal === "destroy" ? RemovalPolicy.DESTROY : keptOnceMade;
    this.table = this.#table(settings.existingTable, removalPolicy);
    this.secrets = new Secrets(this, settings.secrets, removalPolicy);
    for (const name of this.secrets.names) this.#publish(name);
    this.tokens = this.#tokens(settings, removalPolicy);
    const sender = mailIdentityOf(settings);
    if (sender.make) createSender(this, sender.name, removalPolicy);
  }

  /** Exports the ARN, and shows it: the sender needs the value behind it. */
  #publish(name: string): void {
    const value = this.secrets.arn(name);
    if (Token.isUnresolved(value)) this.exportValue(value);
    if (name !== "internal") new CfnOutput(this, `SecretOf-${name}`, { value, description: `The secret of ${name}` });
  }

  #tokens({ userPool, staffGroup, issuer = "", audience = [] }: Settings, removalPolicy: RemovalPolicy): TokenRules {
    if (userPool === undefined) return { issuer, audience };
    return createUserPool(this, { userPool, staffGroup, removalPolicy });
  }

  /**
   * Exports everything, used or not. Otherwise the export would go as soon as the service no longer uses it, and
   * CloudFormation refuses that while the deployed service still does.
   */
  #table(existing: Settings["existingTable"], removalPolicy: RemovalPolicy): TableOf {
    if (existing !== undefined) return this.#shown(attached(existing));
    // Shown by itself, because a stack cannot import what it exports.
    const table = this.#shown(createTable(this, removalPolicy));
    const [tableName = "", tableArn = "", streamArn = ""] = [table.tableName, table.tableArn, table.tableStreamArn].map(
      (value) => this.exportValue(value),
    );
    return { tableName, tableArn, streamArn };
  }

  #shown<T extends { readonly tableName: string }>(table: T): T {
    new CfnOutput(this, "TableName", { value: table.tableName });
    return table;
  }
}

function attached({ tableArn, streamArn }: NonNullable<Settings["existingTable"]>): TableOf {
  return { tableName: tableArn.slice(tableArn.lastIndexOf("/") + 1), tableArn, streamArn };
}
