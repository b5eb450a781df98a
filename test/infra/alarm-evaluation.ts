import * as z from "zod";
import type { Resource } from "./synthesis.ts";

/** One value of a metric in one period of an alarm. */
export type Datum = {
  readonly namespace: string;
  readonly name: string;
  /** `name=value`, sorted. */
  readonly dimensions: readonly string[];
  readonly value: number;
};

const dimensions = z.array(z.object({ Name: z.string(), Value: z.unknown() })).default([]);

const simple = z.object({
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: dimensions,
  Statistic: z.enum(["Sum", "Maximum", "SampleCount"]),
});

const member = z.object({
  Id: z.string(),
  Expression: z.string().optional(),
  MetricStat: z
    .object({
      Metric: z.object({ Namespace: z.string(), MetricName: z.string(), Dimensions: dimensions }),
      Stat: z.enum(["Sum", "Maximum", "SampleCount"]),
    })
    .optional(),
});

const alarmShape = z.object({
  AlarmDescription: z.string(),
  ComparisonOperator: z.enum(["GreaterThanThreshold", "LessThanThreshold"]),
  EvaluationPeriods: z.number(),
  Threshold: z.number(),
  TreatMissingData: z.enum(["breaching", "notBreaching"]),
  Period: z.literal(300).optional(),
  Metrics: z.array(member).optional(),
});

export type Alarm = {
  /** Its name in the stack, which is its runbook's. */
  readonly id: string;
  readonly isRinging: (periods: readonly (readonly Datum[])[]) => boolean;
};

/** Reads the alarms of a template and evaluates them as CloudWatch does: every one of the last periods must breach. */
export function alarmsIn(resources: { readonly [id: string]: Resource }): Alarm[] {
  return Object.values(resources)
    .filter(({ Type }) => Type === "AWS::CloudWatch::Alarm")
    .map(({ Properties }) => {
      const alarm = alarmShape.parse(Properties);
      const id = /infra\/runbooks\/([\w-]+)\.md$/.exec(alarm.AlarmDescription)?.[1] ?? "";
      const breaches = (data: readonly Datum[]) => {
        const value =
          alarm.Metrics === undefined ? statistic(simple.parse(Properties), data) : worked(alarm.Metrics, data);
        if (value === undefined) return alarm.TreatMissingData === "breaching";
        return alarm.ComparisonOperator === "GreaterThanThreshold" ? value > alarm.Threshold : value < alarm.Threshold;
      };
      return { id, isRinging: (periods) => ringing(periods, alarm.EvaluationPeriods, breaches) };
    });
}

function ringing(
  periods: readonly (readonly Datum[])[],
  needed: number,
  breaches: (data: readonly Datum[]) => boolean,
): boolean {
  const states = periods.map(breaches);
  return states.some((_, end) => end + 1 >= needed && states.slice(end + 1 - needed, end + 1).every(Boolean));
}

function statistic(
  { Namespace, MetricName, Dimensions, Statistic }: z.infer<typeof simple>,
  data: readonly Datum[],
): number | undefined {
  const wanted = Dimensions.map(({ Name, Value }) => `${Name}=${typeof Value === "string" ? Value : "*"}`).sort();
  const values = data
    .filter(({ namespace, name }) => namespace === Namespace && name === MetricName)
    .filter(({ dimensions: own }) => isLike(wanted, own))
    .map(({ value }) => value);
  if (values.length === 0) return undefined;
  if (Statistic === "SampleCount") return values.length;
  return Statistic === "Maximum" ? Math.max(...values) : values.reduce((all, each) => all + each, 0);
}

/** A reference to a resource fits any value. */
function isLike(wanted: readonly string[], own: readonly string[]): boolean {
  const fits = (each: string, place: number) =>
    each === own[place] || each.replace("=*", "=") === own[place]?.replace(/=.*/, "=");
  return wanted.length === own.length && wanted.every(fits);
}

/** Expressions of `FILL(name, 0)`, joined by `+` or inside `MAX([...])`, each perhaps divided by a number. */
function worked(members: readonly z.infer<typeof member>[], data: readonly Datum[]): number {
  const expression = members.find((each) => each.Expression !== undefined)?.Expression ?? "";
  const values = new Map(
    members.flatMap(({ Id, MetricStat: of }) =>
      of === undefined ? [] : [[Id, statistic({ ...of.Metric, Statistic: of.Stat }, data)] as const],
    ),
  );
  const terms = [...expression.matchAll(/FILL\((\w+), 0\)(?: \/ ([\d.]+))?/g)].map(
    ([, name = "", divisor = "1"]) => (values.get(name) ?? 0) / Number(divisor),
  );
  const rest = expression.replaceAll(/FILL\(\w+, 0\)(?: \/ [\d.]+)?/g, "x");
  if (/^MAX\(\[x(, x)*\]\)$/.test(rest)) return Math.max(...terms);
  if (/^x( \+ x)*$/.test(rest)) return terms.reduce((all, each) => all + each, 0);
  throw new Error(`The expression is not known here: ${expression}`);
}
