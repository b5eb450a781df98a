import type * as z from "zod";
import type { Permissions } from "../aws/iam/permissions.ts";
import { StartFailure } from "../host/failure.ts";
import { functionShape, mappingShape, scheduleShape } from "./resource-shapes.ts";
import type { Template } from "./template-resources.ts";

export type MappingDefinition = { readonly id: string; readonly shape: z.infer<typeof mappingShape> };

export type ScheduleDefinition = { readonly functionArn: string; readonly expression: string; readonly input: string };

const invoke = "lambda:InvokeFunction";

/** Lambda creates no mapping unless the function's role allows all of these. */
const streamReading = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"] as const;

export function readMappings(template: Template, permissions: Permissions): MappingDefinition[] {
  const roles = new Map(
    template.all("AWS::Lambda::Function", functionShape, (id, shape, names) => [names.name(id), shape.Role] as const),
  );
  return template.all("AWS::Lambda::EventSourceMapping", mappingShape, (id, shape) => {
    const { FunctionName: name, EventSourceArn: stream } = shape;
    for (const action of streamReading.map((each) => `dynamodb:${each}`)) {
      if (permissions.roleAllows(roles.get(name) ?? "", "lambda.amazonaws.com", action, stream)) continue;
      throw new StartFailure(`The stream cannot be read for ${name}: the function's role does not allow ${action}.`);
    }
    return { id, shape };
  });
}

export function readSchedules(template: Template, permissions: Permissions): ScheduleDefinition[] {
  return template.all("AWS::Scheduler::Schedule", scheduleShape, (id, { Target: target, ScheduleExpression }) => {
    if (!permissions.roleAllows(target.RoleArn, "scheduler.amazonaws.com", invoke, target.Arn))
      throw new StartFailure(
        `The schedule ${id} cannot run: its role does not let the scheduler invoke ${target.Arn}.`,
      );
    return { functionArn: target.Arn, expression: ScheduleExpression, input: target.Input };
  });
}
