import { CfnOutput, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { Secrets } from "../constructs/secrets.ts";
import { createTable, type TableOf } from "../constructs/table.ts";
import type { Settings } from "../settings/settings.ts";

export type StateStackProps = Pick<StackProps, "env"> & {
  readonly settings: Pick<Settings, "existingTable" | "removal">;
};

/** Everything that must outlive the service: the table and the secrets. */
export class StateStack extends Stack {
  readonly table: TableOf;
  readonly secrets: Secrets;

  constructor(scope: Construct, id: string, { settings, env = {} }: StateStackProps) {
    super(scope, id, { env, description: "certrail: state", analyticsReporting: false });
    // A first deployment that fails leaves nothing behind.
    const removalPolicy =
      settings.removal === "destroy" ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
    this.table = this.#table(settings.existingTable, removalPolicy);
    this.secrets = new Secrets(this, removalPolicy);
    for (const secret of this.secrets.all) this.exportValue(secret.secretArn);
    new CfnOutput(this, "TableName", { value: this.table.tableName });
  }

  /**
   * Exports everything, used or not. Otherwise the export would go as soon as the service no longer uses it, and
   * CloudFormation refuses that while the deployed service still does.
   */
  #table(existing: Settings["existingTable"], removalPolicy: RemovalPolicy): TableOf {
    if (existing !== undefined) return attached(existing);
    const table = createTable(this, removalPolicy);
    const [tableName = "", tableArn = "", streamArn = ""] = [table.tableName, table.tableArn, table.tableStreamArn].map(
      (value) => this.exportValue(value),
    );
    return { tableName, tableArn, streamArn };
  }
}

function attached({ tableArn, streamArn }: NonNullable<Settings["existingTable"]>): TableOf {
  return { tableName: tableArn.slice(tableArn.lastIndexOf("/") + 1), tableArn, streamArn };
}
