/** An allowing statement of a role. Each condition compares one value of the request for equality. */
export type Allowed = {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly equals: Readonly<Record<string, readonly string[]>>;
};

/** A request as IAM sees it. */
export type Access = {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
};

/** True if a statement allows the action on the resource in this context. Everything else is denied. */
export function isAllowed(all: readonly Allowed[], { action, resource, context = {} }: Access): boolean {
  return all.some(
    ({ actions, resources, equals }) =>
      actions.some((pattern) => isLike(pattern.toLowerCase(), action.toLowerCase())) &&
      resources.some((pattern) => isArnLike(pattern, resource)) &&
      Object.entries(equals).every(([key, values]) => values.some((value) => value === context[key])),
  );
}

/** The words of the platform's refusal. */
export function denial(functionName: string, { action, resource }: Access): string {
  return `User: ${functionName} is not authorized to perform: ${action} on resource: ${resource}`;
}

/** IAM's ArnLike: compares the six colon-separated parts. A wildcard also matches slashes. */
export function isArnLike(pattern: string, arn: string): boolean {
  if (pattern === "*") return true;
  if (!hasWildcard(pattern)) return pattern === arn;
  const [patterns, parts] = [partsOf(pattern), partsOf(arn)];
  return patterns.length === parts.length && patterns.every((each, place) => isLike(each, parts[place] ?? ""));
}

function partsOf(arn: string): string[] {
  const parts = arn.split(":");
  return parts.length < 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}

function isLike(pattern: string, text: string): boolean {
  if (!hasWildcard(pattern)) return pattern === text;
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\/-]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s").test(text);
}

function hasWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern);
}
