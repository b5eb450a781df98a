import { levelRule } from "./programme.ts";
import { programme } from "./programme-versions.ts";

export type CatalogueExam = {
  readonly exam: string;
  /** Unique in the catalogue. */
  readonly seriesCode: string;
  readonly title?: string | undefined;
  readonly instructionsUrl?: string | undefined;
};

/** An exam with every field resolved. */
export type TitledExam = CatalogueExam & { readonly title: string };

/** A snapshot of a certification in another thing. Older ones have no exams. */
export type CertificationSummary = {
  readonly certificationId: string;
  readonly title: string;
  readonly level: string;
  readonly exams?: readonly CatalogueExam[] | undefined;
};

export type ExamSeries = { readonly seriesCode: string; readonly certificationId: string; readonly exam: string };

export const seriesCodePattern = /^[A-Z0-9]+(-[A-Z0-9]+)*$/;

/** Enough for a code made of the longest certification id. */
export const longestSeriesCode = 100;

/** The snapshot that a new thing stores. */
export function summaryOf(of: CertificationSummary): CertificationSummary {
  const { certificationId, title, level } = of;
  return { certificationId, title, level, exams: examsOf(of) };
}

/** The part that a certificate keeps: it has no exams to come. */
export function namesOf({ certificationId, title, level }: CertificationSummary): CertificationSummary {
  return { certificationId, title, level };
}

/** The exams in the order of the level, with series code and title (R18). */
export function examsOf(of: CertificationSummary): TitledExam[] {
  return levelRule(programme, of.level).exams.map(({ exam }) => examOf(of, exam));
}

/** Missing values follow from the certification's own. */
export function examOf(of: CertificationSummary, exam: string): TitledExam {
  const stated = of.exams?.find((each) => each.exam === exam);
  const { title = `${of.title}, ${exam} exam`, instructionsUrl } = stated ?? {};
  return { exam, seriesCode: seriesCodeOf(of, exam, stated?.seriesCode), title, instructionsUrl };
}

export function seriesOf(of: CertificationSummary): ExamSeries[] {
  const { certificationId } = of;
  return examsOf(of).map(({ seriesCode, exam }) => ({ seriesCode, certificationId, exam }));
}

/** The series codes that a change removes. */
export function givenUp(before: CertificationSummary | undefined, after: CertificationSummary): ExamSeries[] {
  const kept = seriesOf(after).map(({ seriesCode }) => seriesCode);
  return before === undefined ? [] : seriesOf(before).filter(({ seriesCode }) => !kept.includes(seriesCode));
}

/** Older entries hold any text. It counts if only its case is wrong. */
function seriesCodeOf({ certificationId }: CertificationSummary, exam: string, stated = ""): string {
  const code = stated.toUpperCase();
  if (seriesCodePattern.test(code)) return code;
  return `${certificationId}-${exam}`.toUpperCase().replace(/[^A-Z0-9]+/g, "-");
}
