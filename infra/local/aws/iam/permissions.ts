import * as z from "zod";
import { account, region } from "../../assembly/intrinsics.ts";
import {
  list,
  permissionShape,
  policyShape,
  type RoleShape,
  roleShape,
  type Statement,
} from "../../assembly/resource-shapes.ts";
import type { Template } from "../../assembly/template-resources.ts";
import { type Allowed, isAllowed, isArnLike } from "./allowed.ts";

const equality = z.strictObject({ StringEquals: z.record(z.string(), list).default({}) });

type Role = { readonly shape: RoleShape; readonly statements: readonly Statement[] };

type Grant = { readonly functionArn: string; readonly principal: string; readonly sourceArn: string | undefined };

/** Evaluates the template's roles, policies and permissions like the platform. */
export class Permissions {
  readonly #roles: ReadonlyMap<string, Role>;
  readonly #grants: readonly Grant[];

  private constructor(roles: ReadonlyMap<string, Role>, grants: readonly Grant[]) {
    this.#roles = roles;
    this.#grants = grants;
  }

  /** Throws at anything that is not evaluated here: a deny, a managed policy, another principal. */
  static read(template: Template): Permissions {
    const attached = template.all("AWS::IAM::Policy", policyShape, (_, shape) => shape);
    const roles = template.all("AWS::IAM::Role", roleShape, (id, shape, names) => {
      const beside = attached.filter(({ Roles: ids }) => ids.includes(id));
      const statements = [...shape.Policies, ...beside].flatMap((each) => each.PolicyDocument.Statement);
      return [names.arn(id), { shape, statements }] as const;
    });
    const grants = template.all("AWS::Lambda::Permission", permissionShape, (_, shape) => ({
      functionArn: shape.FunctionName,
      principal: shape.Principal,
      sourceArn: shape.SourceArn,
    }));
    return new Permissions(new Map(roles), grants);
  }

  /** True if the service can take the role, and the role allows the action in an empty context. */
  roleAllows(roleArn: string, service: string, action: string, resource: string): boolean {
    return isAllowed(this.allowedTo(roleArn, service), { action, resource });
  }

  /** The statements of a role that the service can take. A condition that is not evaluated here allows nothing. */
  allowedTo(roleArn: string, service: string): Allowed[] {
    const role = this.#roles.get(roleArn);
    const trusts = role?.shape.AssumeRolePolicyDocument.Statement.flatMap(({ Principal: { Service } }) => Service);
    if (role === undefined || !trusts?.includes(service)) return [];
    return role.statements.flatMap(({ Action: actions, Resource: resources, Condition: condition = {} }) => {
      const conditions = equality.safeParse(condition).data;
      return conditions === undefined ? [] : { actions, resources, equals: conditions.StringEquals };
    });
  }

  /** True if the function lets that service invoke it for the source. */
  functionAllows(functionArn: string, service: string, source: string): boolean {
    return this.#grants.some(
      (grant) =>
        grant.functionArn === functionArn &&
        grant.principal === service &&
        (grant.sourceArn === undefined || isArnLike(grant.sourceArn, source)),
    );
  }
}

/** The source ARN of a call by API Gateway. It holds method and path, except for `$default`. */
export function routeArn(apiId: string, stage: string, routeKey: string): string {
  const route = routeKey.replace(" ", "");
  return `arn:aws:execute-api:${region}:${account}:${apiId}/${stage}/${route}`;
}
