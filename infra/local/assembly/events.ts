import * as z from "zod";
import type { Permissions } from "../aws/iam/permissions.ts";
import { StartFailure } from "../host/failure.ts";
import type { Template } from "./template-resources.ts";

/** A rule of the default event bus. `pattern` is JSON. */
export type RuleDefinition = { readonly functionArn: string; readonly pattern: string; readonly retries: number };

/** A configuration set of SES, with the events that it sends to the default event bus. */
export type MailSetDefinition = { readonly name: string; readonly events: readonly string[] };

const rule = z.strictObject({
  EventPattern: z.record(z.string(), z.unknown()),
  State: z.literal("ENABLED"),
  Tags: z.unknown(),
  Targets: z.tuple([
    z.strictObject({ Arn: z.string(), Id: z.string(), DeadLetterConfig: z.unknown(), RetryPolicy: z.unknown() }),
  ]),
});

const invocation = z.object({ FunctionName: z.string(), MaximumRetryAttempts: z.number().default(2) });

/** SES only sends events to the default bus. */
const destination = z.strictObject({
  ConfigurationSetName: z.string(),
  EventDestination: z.strictObject({
    Enabled: z.literal(true),
    EventBridgeDestination: z.strictObject({ EventBusArn: z.string().endsWith(":event-bus/default") }),
    MatchingEventTypes: z.array(z.string()),
  }),
});

/** Refuses with StartFailure a rule that the function's own policy does not let call it. */
export function readRules(template: Template, permissions: Permissions): RuleDefinition[] {
  const retries = new Map(
    template.all("AWS::Lambda::EventInvokeConfig", invocation, (_, shape) => [
      shape.FunctionName,
      shape.MaximumRetryAttempts,
    ]),
  );
  return template.all(
    "AWS::Events::Rule",
    rule,
    (id, { EventPattern: pattern, Targets: [{ Arn: functionArn }] }, names) => {
      if (!permissions.functionAllows(functionArn, "events.amazonaws.com", names.arn(id)))
        throw new StartFailure(
          `The rule ${id} calls nothing: ${functionArn} does not let events.amazonaws.com invoke it.`,
        );
      const name = functionArn.slice(functionArn.lastIndexOf(":") + 1);
      return { functionArn, pattern: JSON.stringify(pattern), retries: retries.get(name) ?? 2 };
    },
  );
}

export function readMailSets(template: Template): MailSetDefinition[] {
  const destinations = template.all("AWS::SES::ConfigurationSetEventDestination", destination, (_, shape) => shape);
  return template.all("AWS::SES::ConfigurationSet", z.unknown(), (id, _, names) => {
    const name = names.reference(id);
    const own = destinations.filter((each) => each.ConfigurationSetName === name);
    return { name, events: own.flatMap((each) => each.EventDestination.MatchingEventTypes) };
  });
}
