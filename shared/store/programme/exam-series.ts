import * as z from "zod";
import type { Certification } from "../../domain/programme/certification.ts";
import { type ExamSeries, givenUp, seriesOf } from "../../domain/programme/exam-series.ts";
import { type Change, gone, put, unchanged } from "../core/change.ts";
import { entity } from "../core/entity.ts";
import type { Facts } from "../core/facts.ts";

const schema = () =>
  z.object({
    seriesCode: z.string(),
    certificationId: z.string(),
    exam: z.string(),
  });

const examSeries = entity<ExamSeries>()({ kind: "exam-series", schema });

/** Older certifications have none. */
export function examSeriesAt(seriesCode: string) {
  return examSeries.at(seriesCode);
}

/** Takes new series codes and frees former ones. A former code without an item must still have none. */
export function seriesChanges(facts: Facts, before: Certification | undefined, after: Certification): Change[] {
  const had = before === undefined ? [] : seriesOf(before);
  const known = ({ seriesCode }: ExamSeries) => facts.get(examSeriesAt(seriesCode));
  const taken = seriesOf(after).filter((each) => !isAmong(had, each) || known(each) === undefined);
  return [
    ...taken.map((each) => put(examSeriesAt(each.seriesCode), each)),
    ...givenUp(before, after).map((each) => {
      const isOwn = known(each)?.certificationId === after.certificationId;
      return (isOwn ? gone : unchanged)(examSeriesAt(each.seriesCode));
    }),
  ];
}

function isAmong(series: readonly ExamSeries[], { seriesCode, exam }: ExamSeries): boolean {
  return series.some((each) => each.seriesCode === seriesCode && each.exam === exam);
}
