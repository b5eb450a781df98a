import type { Random } from "./random.ts";
import { type Content, examsOf, type State } from "./state.ts";

/** The series code of an exam of which the catalogue states none. */
export function seriesOf(certification: string, exam: string): string {
  return `${certification}-${exam}`.toUpperCase();
}

/** The exam of the catalogue to which a series code leads. */
export function examOfSeries({ certifications }: Pick<State, "certifications">, code: string) {
  const all = [...certifications].flatMap(([certification, level]) =>
    (examsOf[level] ?? []).map((exam) => ({ certification, level, exam })),
  );
  return all.find(({ certification, exam }) => seriesOf(certification, exam) === code);
}

/** R18: whether the series code, if a report names one, is that of its exam and of its entitlement's certification. */
export function isRightSeries(state: State, { series, fact }: Content, certification: string): boolean {
  if (series === undefined || !("exam" in fact)) return true;
  const named = examOfSeries(state, series.code);
  return named?.certification === certification && named.exam === fact.exam;
}

/** A report that names its exam by the series code now and then, beside its role or in place of it; seldom a wrong one. */
export function withSeries(random: Random, state: State, content: Content): Content {
  const { registration, examCode, fact, series: known } = content;
  const { certification = "" } = state.registrations[registration ?? -1] ?? state.examCodes[examCode ?? -1] ?? {};
  if (!("exam" in fact) || known !== undefined || !random.chance(0.3)) return content;
  const right = seriesOf(certification, fact.exam);
  const others = ["ACP-NONE", ...[...state.certifications.keys()].map((each) => seriesOf(each, "written"))];
  const code = random.chance(0.15) || examOfSeries(state, right) === undefined ? random.pick(others) : right;
  return { ...content, series: { code: code ?? right, isAlone: random.chance(0.5) && code === right } };
}
